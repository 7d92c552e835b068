/** The practice cloud cannot start as it was told to: each fault names the setting and says what to set. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly faults: string[];

  constructor(faults: string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}
