import { listOf, type Message, MessageError, message, type Words } from '@vplus/messages';

/** Says which settings are missing or wrong, and what to set them to. */
export class ConfigurationError extends MessageError {
  override readonly name = 'ConfigurationError';
  readonly faults: Words[];

  constructor(faults: Words[]) {
    super(message('settings.not-right', { faults: listOf(faults, 'lines') }));
    this.faults = faults;
  }
}

/** What is wrong with one of them. */
export const faultOfSetting = (name: string, fault: Words): Message => message('settings.of', { name, fault });
