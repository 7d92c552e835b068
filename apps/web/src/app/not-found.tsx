import { Page } from '#ui/page.tsx';
import { TextLink } from '#ui/text-link.tsx';

export function NotFoundPage() {
  return (
    <Page title="There is nothing here" lead="The address may be mistyped, or belong to a page that has moved.">
      <p>
        <TextLink to="/">Go to the start</TextLink>
      </p>
    </Page>
  );
}
