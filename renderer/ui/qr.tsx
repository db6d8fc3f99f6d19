/** A code that phones read, drawn into the page: dark on white with its quiet zone, whatever the page's colours. */
import { useEffect, useState, type ReactNode } from 'react';

/** Modules of white around it, as the standard wants. */
const QUIET = 4;

interface Drawing {
  /** Modules from edge to edge. */
  readonly size: number;
  readonly path: string;
}

/** @param said what somebody learns who can't see it. */
export function Qr({ text, said, className }: { text: string; said: string; className?: string | undefined }): ReactNode {
  const drawing = useDrawing(text);
  if (!drawing) return null;
  const side = drawing.size + 2 * QUIET;
  return (
    <svg role="img" aria-label={said} className={className} viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`} shapeRendering="crispEdges">
      <rect x={-QUIET} y={-QUIET} width={side} height={side} fill="#fff" />
      <path d={drawing.path} fill="#000" />
    </svg>
  );
}

/** With the library that draws it, which a page brings when it has something to draw. */
function useDrawing(text: string): Drawing | undefined {
  const [drawn, setDrawn] = useState<Drawing & { readonly of: string }>();
  useEffect(() => {
    let left = false;
    import('qrcode').then(
      ({ create }) => {
        if (left) return;
        const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
        const path = Array.from(data, (dark, at) => (dark ? `M${at % size} ${Math.floor(at / size)}h1v1h-1z` : '')).join('');
        setDrawn({ of: text, size, path });
      },
      // The paper has it too.
      () => {},
    );
    return () => {
      left = true;
    };
  }, [text]);
  return drawn?.of === text ? drawn : undefined;
}
