import type { RefObject } from 'react';

interface DrawnProps {
  readonly label: string;
  readonly picture: string;
  /** The picture's own text, once it was loaded: its regions are elements of the page then. */
  readonly markup: string | undefined;
  readonly holder: RefObject<HTMLDivElement | null>;
}

/** The map as the server draws it: as an image at first, which looks the same. */
export function Drawn({ label, picture, markup, holder }: DrawnProps) {
  const shared = { ref: holder, role: 'img', 'aria-label': label, className: 'aspect-975/610 w-full' };
  // biome-ignore lint/security/noDangerouslySetInnerHtml: it is a picture of this site's own server.
  if (markup !== undefined) return <div {...shared} dangerouslySetInnerHTML={{ __html: markup }} />;
  return (
    <div {...shared}>
      {/* biome-ignore lint/performance/noImgElement: an SVG has no sizes to choose from */}
      <img src={picture} alt="" width={975} height={610} fetchPriority="high" className="size-full" />
    </div>
  );
}
