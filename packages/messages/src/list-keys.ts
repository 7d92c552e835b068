import { keysOf, releasedKeys, withNewKeys, writeReleasedKeys } from './released-keys.ts';

// Keys that are gone stay in the list: the test says what to do about them.
writeReleasedKeys(withNewKeys(releasedKeys(), keysOf()));
