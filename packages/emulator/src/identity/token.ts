import type { Answer } from '../core/service.ts';
import { Refusal } from './aadsts.ts';
import { authorizationCode } from './authorization-code.ts';
import { clientCredentials } from './client-credentials.ts';
import { deviceCode } from './device-code.ts';
import { onBehalfOf } from './on-behalf-of.ts';
import { refreshToken } from './refresh-token.ts';
import { type Ask, required, tenantOf } from './request.ts';
import { refusalAnswer } from './token-answers.ts';
import { refuseByWeather } from './weather.ts';

const grants: Record<string, (ask: Ask) => Promise<Answer>> = {
  authorization_code: authorizationCode,
  refresh_token: refreshToken,
  client_credentials: clientCredentials,
  'urn:ietf:params:oauth:grant-type:jwt-bearer': onBehalfOf,
  'urn:ietf:params:oauth:grant-type:device_code': deviceCode,
  device_code: deviceCode,
};

/** `/oauth2/v2.0/token`: hands the request to its grant. */
export async function token(ask: Ask): Promise<Answer> {
  try {
    if (ask.call.method !== 'POST') throw new Refusal(900561);
    refuseByWeather(tenantOf(ask.authority, ask.cloud), 'token');
    const type = required(ask.params, 'grant_type');
    const grant = Object.hasOwn(grants, type) ? grants[type] : undefined;
    if (!grant) {
      throw new Refusal(70003, {
        error: 'unsupported_grant_type',
        text: `The app requested an unsupported grant type '${type}'.`,
      });
    }
    return await grant(ask);
  } catch (error) {
    if (error instanceof Refusal) return refusalAnswer(error, ask);
    throw error;
  }
}
