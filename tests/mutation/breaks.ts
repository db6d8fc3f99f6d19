/**
 * Breaks: small ways in which a rule's code could be wrong. In: a program's text. Out: where a
 * break goes and what stands there instead. It never looks at what the program means: some breaks
 * change nothing that anybody could see.
 */
import { Visitor, parseSync, type ESTree } from 'rolldown/utils';

/** From `start` up to `end` the text reads `to` instead. Offsets in UTF-16 units. */
export interface Break {
  readonly start: number;
  readonly end: number;
  readonly to: string;
}

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>'],
  '<=': ['<', '>'],
  '>': ['>=', '<'],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&': ['|'],
  '&&': ['||'],
  '||': ['&&'],
  '+=': ['-='],
  '-=': ['+='],
  '??=': ['='],
};

const OTHER_METHOD: ReadonlyMap<string, string> = new Map(Object.entries({
  some: 'every', every: 'some', find: 'findLast', findLast: 'find', findIndex: 'findLastIndex', findLastIndex: 'findIndex',
  push: 'unshift', unshift: 'push', pop: 'shift', max: 'min', min: 'max', floor: 'ceil', strictObject: 'object',
}));

/** Left out of a chain: what they were called on stands for itself. */
const LEFT_OUT = new Set([
  'filter', 'slice', 'toSorted', 'sort', 'toReversed', 'trim', 'normalize', 'toLowerCase', 'toUpperCase', 'padStart', 'replace',
  'min', 'max', 'int', 'nonnegative', 'regex', 'refine', 'check', 'optional', 'nullable', 'extend', 'omit',
]);

/** Said the other way round. */
const YES_OR_NO = new Set(['has', 'hasOwn', 'includes']);

/** Where a program's functions stand. What stands in none runs once, as the program begins. */
export function functionsOf(text: string): readonly (readonly [from: number, to: number])[] {
  const functions: [number, number][] = [];
  const put = ({ start, end }: ESTree.Span): void => {
    functions.push([start, end]);
  };
  new Visitor({ FunctionDeclaration: put, FunctionExpression: put, ArrowFunctionExpression: put }).visit(parseSync('program.js', text).program);
  return functions;
}

/** Every break of a program, in the order of its text. */
export function breaksOf(text: string): readonly Break[] {
  const breaks: Break[] = [];
  const put = (start: number, end: number, to: string): void => {
    breaks.push({ start, end, to });
  };
  const textOf = ({ start, end }: ESTree.Span): string => text.slice(start, end);
  const not = (node: ESTree.Span): void => put(node.start, node.end, `!(${textOf(node)})`);
  const operator = ({ left, right, operator: now }: { left: ESTree.Span; right: ESTree.Span; operator: string }): void => {
    const start = text.indexOf(now, left.end);
    if (start < 0 || start >= right.start) return;
    for (const other of OPERATORS[now] ?? []) put(start, start + now.length, other);
  };

  new Visitor({
    BinaryExpression(node) {
      const spells = [node.left, node.right].some(({ type, start }) => type === 'TemplateLiteral' || (type === 'Literal' && /["'`]/.test(text.charAt(start))));
      if (node.operator !== '+' || !spells) operator(node);
    },
    LogicalExpression(node) {
      if (node.operator === '??') put(node.start, node.end, `(${textOf(node.left)})`);
      else operator(node);
    },
    AssignmentExpression: operator,
    UnaryExpression(node) {
      if (node.operator === '!' || node.operator === '-') put(node.start, node.argument.start, ' ');
    },
    UpdateExpression(node) {
      put(node.start, node.end, textOf(node).replace(/\+\+|--/, (now) => (now === '++' ? '--' : '++')));
    },
    ConditionalExpression(node) {
      not(node.test);
    },
    IfStatement(node) {
      not(node.test);
      if (node.alternate === null) put(node.start, node.end, ';');
    },
    ExpressionStatement(node) {
      // A bare name is there for the type checker, which takes away all but the name.
      if (!node.directive && node.expression.type !== 'Identifier') put(node.start, node.end, ';');
    },
    Literal(node) {
      if (typeof node.value === 'boolean') put(node.start, node.end, String(!node.value));
      if (typeof node.value === 'number') for (const other of [node.value + 1, node.value - 1]) put(node.start, node.end, ` ${other < 0 ? `(${other})` : other}`);
    },
    MemberExpression(node) {
      if (node.optional) put(node.object.end, node.object.end + 2, node.computed ? '' : '.');
    },
    CallExpression(node) {
      const { callee } = node;
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || callee.computed) return;
      const { name, start, end } = callee.property;
      const other = OTHER_METHOD.get(name);
      const onMath = textOf(callee.object) === 'Math';
      if (other !== undefined && (onMath || (name !== 'min' && name !== 'max'))) put(start, end, other);
      if (LEFT_OUT.has(name) && !onMath) put(callee.object.end, node.end, '');
      if (YES_OR_NO.has(name)) not(node);
    },
  }).visit(parseSync('program.js', text).program);
  return breaks.toSorted((a, b) => a.start - b.start || a.end - b.end);
}
