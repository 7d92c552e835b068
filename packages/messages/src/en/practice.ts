/** What the practice mode says on the terminal. */
export const practice = {
  'practice.cloud-line': 'must be the line that `npm run --silent emulator` printed',
  'practice.cloud-ended': 'The practice cloud ended ({code}).',
  'practice.no-assistant': 'The practice cloud does not know the assistant',
} as const;
