import { type Section, sections } from './data/use-place.ts';

const isCurrent = 'aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-accent';

export function SectionLinks({ current }: { current: Section }) {
  return (
    <div className="mx-auto max-w-[75rem] px-4">
      <nav aria-label="Sections" className="flex flex-wrap gap-1 border-b border-line">
        {Object.entries(sections).map(([name, title]) => (
          <a
            key={name}
            href={`#/${name}`}
            aria-current={name === current ? 'page' : undefined}
            className={`border-b-3 border-transparent px-3 pt-2 pb-1.5 ${isCurrent}`}
          >
            {title}
          </a>
        ))}
      </nav>
    </div>
  );
}
