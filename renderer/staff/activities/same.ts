/** Whether two things say the same, whatever order their fields were written in. In: plain data. Out: yes or no. */
export const isSame = (one: unknown, other: unknown): boolean => inOrder(one) === inOrder(other);

function inOrder(of: unknown): string | undefined {
  return JSON.stringify(of, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
