/**
 * What Entra ID says when it refuses: the OAuth error, Microsoft's sentence, and whether it stays on Microsoft's own
 * page (true) or goes back to the application by redirect.
 *
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const codes: Record<number, [error: string, text: string, onPage?: boolean]> = {
  16000: [
    'interaction_required',
    'Either multiple user identities are available for the current request or selected account is not supported for the scenario.',
  ],
  16003: ['interaction_required', 'The user has not been added to the tenant explicitly.', true],
  20001: [
    'invalid_request',
    'There is an issue with the federated identity provider: its sign-in response was refused.',
    true,
  ],
  20012: ['invalid_request', 'There is an issue with the federated identity provider: its message is not valid.', true],
  20033: [
    'invalid_request',
    'There is an issue with the federated identity provider: its metadata name another tenant.',
    true,
  ],
  28000: [
    'invalid_request',
    'Provided value for the input parameter scope is not valid because it contains more than one resource.',
  ],
  28002: [
    'invalid_request',
    'Provided value for the input parameter scope is not valid when requesting an access token. Specify a valid scope.',
  ],
  28003: [
    'invalid_request',
    'Provided value for the input parameter scope cannot be empty when requesting an access token using the provided authorization code.',
  ],
  40008: ['server_error', 'There is an issue with the federated identity provider that a retry does not mend.', true],
  40009: [
    'invalid_grant',
    'There is an issue with the federated identity provider: it refused the refresh token.',
    true,
  ],
  40010: ['server_error', 'There is an issue with the federated identity provider. Please try again.', true],
  40015: [
    'invalid_grant',
    'There is an issue with the federated identity provider: it refused the authorization code.',
    true,
  ],
  50000: ['server_error', 'There was an error issuing a token.'],
  50001: ['invalid_resource', 'The resource principal was not found in the tenant.'],
  50002: ['access_denied', 'Sign-in failed because of a restricted proxy access on the tenant.', true],
  50005: ['access_denied', 'The platform of the device is not supported by a Conditional Access policy.', true],
  50011: [
    'invalid_request',
    'The redirect URI specified in the request does not match the redirect URIs configured for the application.',
    true,
  ],
  50012: ['invalid_client', 'Authentication failed: the client assertion is not valid.'],
  50013: [
    'invalid_grant',
    'Assertion failed signature validation, or comes from an issuer that is not valid for this endpoint.',
  ],
  50014: [
    'invalid_grant',
    'The user account does not exist in the directory: the guest invitation is still pending.',
    true,
  ],
  50020: [
    'invalid_grant',
    'The selected user account does not exist in this tenant and cannot access the application in it. The account needs to be added as an external user in the tenant first.',
    true,
  ],
  50033: ['temporarily_unavailable', 'A transient error has occurred. Please try again.'],
  50034: ['invalid_grant', 'The user account does not exist in this directory.', true],
  50053: [
    'invalid_grant',
    'The account is locked, you tried to sign in too many times with an incorrect user ID or password.',
    true,
  ],
  50055: ['invalid_grant', 'The password is expired.', true],
  50056: [
    'invalid_grant',
    'Invalid or null password: the password does not exist in the directory for this user.',
    true,
  ],
  50057: ['invalid_grant', 'The user account is disabled.', true],
  50058: ['login_required', 'A silent sign-in request was sent but no user is signed in.'],
  50059: [
    'invalid_request',
    'No tenant-identifying information found in either the request or implied by any provided credentials.',
    true,
  ],
  50064: ['invalid_grant', 'Credential validation has failed.', true],
  50072: [
    'interaction_required',
    'Due to a configuration change made by your administrator, you must enroll in multi-factor authentication.',
  ],
  50074: ['interaction_required', 'Strong Authentication is required.'],
  50076: [
    'interaction_required',
    'Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.',
  ],
  50078: [
    'interaction_required',
    'Presented multi-factor authentication has expired due to policies configured by your administrator, you must refresh your multi-factor authentication.',
  ],
  50079: [
    'interaction_required',
    'Due to a configuration change made by your administrator, you must enroll in multi-factor authentication.',
  ],
  50085: ['invalid_grant', 'The refresh token needs a login at the social identity provider.'],
  50087: ['temporarily_unavailable', 'A transient error has occurred during strong authentication. Please try again.'],
  50088: [
    'temporarily_unavailable',
    'Limit on telecom multi-factor authentication calls reached. Please try again in a few minutes.',
    true,
  ],
  50089: ['invalid_grant', 'Authentication failed because the flow token expired.', true],
  50097: ['interaction_required', 'Device authentication is required.'],
  50105: [
    'access_denied',
    'The signed in user is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator.',
    true,
  ],
  50125: [
    'interaction_required',
    'Sign-in was interrupted because of a password reset or password registration entry.',
  ],
  50126: ['invalid_grant', 'Error validating credentials due to invalid username or password.', true],
  50127: ['interaction_required', 'The user needs to install a broker app to gain access to this content.', true],
  50128: ['invalid_request', 'Invalid domain name: no tenant-identifying information found.', true],
  50129: [
    'interaction_required',
    'Device is not Workplace joined. Workplace join is required to register the device.',
    true,
  ],
  50131: [
    'access_denied',
    'Device is not in required device state, or the request was blocked due to suspicious activity, access policy or security policy decisions.',
    true,
  ],
  50132: ['invalid_grant', 'The session is not valid due to password expiration or recent password change.'],
  50133: ['invalid_grant', 'Session is invalid due to expiration or recent password change.'],
  50135: ['invalid_grant', 'Password change is required due to account risk.'],
  50140: [
    'interaction_required',
    "This error occurred due to 'Keep me signed in' interrupt when the user was signing-in.",
  ],
  50144: ['invalid_grant', "The user's Active Directory password has expired."],
  50155: ['interaction_required', 'Device authentication failed for this user.', true],
  50158: ['interaction_required', 'External security challenge was not satisfied.'],
  50166: ['temporarily_unavailable', 'The request to the external claims provider failed.'],
  50168: [
    'interaction_required',
    'The browser can obtain a token by its extension, but none was found in the request.',
  ],
  50173: [
    'invalid_grant',
    'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.',
  ],
  50177: ['invalid_grant', 'External challenge is not supported for passthrough users.', true],
  50178: ['invalid_grant', 'Session control is not supported for passthrough users.', true],
  50187: ['interaction_required', 'The service failed to perform device authentication.', true],
  50194: [
    'invalid_request',
    'The application is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps.',
    true,
  ],
  50196: ['invalid_grant', 'The server terminated an operation because it encountered a client request loop.'],
  50197: ['invalid_grant', 'The user could not be found. Please sign in again.', true],
  50199: ['interaction_required', 'For security reasons, user confirmation is required for this request.'],
  51004: [
    'invalid_grant',
    'The user account does not exist in this directory. To sign into this application, the account must be added to the directory.',
    true,
  ],
  53000: ['interaction_required', 'Your device is required to be compliant to access this resource.', true],
  53001: ['interaction_required', 'Device is not in required device state: domain joined.', true],
  53002: ['access_denied', 'The application used is not an approved application for Conditional Access.', true],
  53003: [
    'access_denied',
    'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
    true,
  ],
  53004: ['interaction_required', 'Sign-in risk is high: multi-factor authentication enrolment is required.', true],
  53010: [
    'interaction_required',
    'Cannot configure multi-factor authentication methods because the organization requires this information to be set from specific locations or devices.',
    true,
  ],
  53011: ['invalid_grant', 'User blocked due to risk on home tenant.', true],
  54005: [
    'invalid_grant',
    'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  ],
  65001: [
    'invalid_grant',
    'The user or administrator has not consented to use the application. Send an interactive authorization request for this user and resource.',
  ],
  65002: [
    'invalid_grant',
    'Consent between first party application and first party resource must be configured via preauthorization.',
    true,
  ],
  65004: ['access_denied', 'User declined to consent to access the app.'],
  65005: [
    'invalid_resource',
    'The application required resource access list does not contain applications discoverable by the resource, or the client application has requested access to a resource which was not specified in its required resource access list.',
    true,
  ],
  70000: ['invalid_grant', 'Provided grant is invalid or malformed.'],
  70001: ['unauthorized_client', 'The application is disabled.', true],
  70002: ['invalid_client', 'Error validating the credentials.'],
  70004: [
    'invalid_request',
    'The application uses a redirect URI that does not match any of those registered for it.',
    true,
  ],
  70008: [
    'invalid_grant',
    'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
  ],
  70011: [
    'invalid_scope',
    'The provided request must include a valid scope. The provided value for the input parameter scope is not valid.',
  ],
  70016: ['authorization_pending', 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.'],
  70018: [
    'bad_verification_code',
    'Invalid verification code due to a user typing in the wrong user code for the device code flow.',
  ],
  70019: ['expired_token', 'Verification code expired.'],
  70020: ['expired_token', 'The provided value for the device code is not valid: it has expired.'],
  70043: [
    'invalid_grant',
    'The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.',
  ],
  80001: ['server_error', 'The Authentication Agent is unable to connect to Active Directory.', true],
  80002: ['server_error', 'The password validation request timed out.', true],
  80005: [
    'server_error',
    'An unknown error occurred while processing the response from the Authentication Agent.',
    true,
  ],
  80007: ['server_error', 'The Authentication Agent is unable to validate the password.', true],
  80014: ['server_error', 'The validation request was answered after the maximum elapsed time.', true],
  90002: [
    'invalid_request',
    'Tenant was not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.',
    true,
  ],
  90006: ['temporarily_unavailable', 'External server is retryable. Please try again.'],
  90008: [
    'invalid_grant',
    'The user or administrator has not consented to use the application: it requires access by the permission to sign in and read the profile.',
  ],
  90009: [
    'invalid_request',
    'Application is requesting a token for itself. This scenario is supported only if resource is specified using the GUID based App Identifier.',
  ],
  90012: ['temporarily_unavailable', 'The request has timed out. Please try again.'],
  90014: [
    'invalid_request',
    'The required field is missing from the credential. Ensure that you have all the necessary parameters for the login request.',
  ],
  90019: [
    'invalid_request',
    'No tenant-identifying information found in either the request or implied by any provided credentials.',
    true,
  ],
  90023: ['invalid_request', 'The authentication service request is not valid.'],
  90024: ['temporarily_unavailable', 'A transient error has occurred. Please try again.'],
  90033: ['temporarily_unavailable', 'A transient error has occurred. Please try again.'],
  90038: [
    'invalid_tenant',
    "The tenant in the request is hosted in a national cloud: the request is being redirected to the national cloud 'login.microsoftonline.us'.",
    true,
  ],
  90043: [
    'invalid_tenant',
    'The tenant is hosted in another cloud and a national cloud authentication policy blocks the request.',
    true,
  ],
  90051: [
    'invalid_tenant',
    "The national cloud tenant 'login.microsoftonline.us' was given, but is not valid for this request.",
    true,
  ],
  90055: ['temporarily_unavailable', 'There are too many requests. Please try again later.'],
  90072: [
    'invalid_grant',
    'User account from identity provider does not exist in tenant and cannot access the application in that tenant.',
    true,
  ],
  90090: [
    'temporarily_unavailable',
    'Microsoft Graph returned a retriable error while the request was authenticated. Please try again.',
  ],
  90091: ['temporarily_unavailable', 'Microsoft Graph could not be reached while the request was authenticated.'],
  90093: [
    'access_denied',
    'This operation can only be performed by an administrator. Sign out and sign in as an administrator, or contact one of your organization’s administrators.',
    true,
  ],
  90094: ['consent_required', 'Admin consent is required for the permissions requested by this application.', true],
  90095: [
    'consent_required',
    'Admin consent is required for the permissions requested by this application. An admin consent request may be sent to the admin.',
    true,
  ],
  90099: [
    'access_denied',
    'The application has not been authorized in the tenant. Applications must be authorized to access the customer tenant before partner delegated administrators can use them.',
    true,
  ],
  90123: [
    'access_denied',
    'The token cannot be issued because the identity or claim issuance provider denied the request.',
    true,
  ],
  135011: ['interaction_required', 'The device used during the authentication is disabled.', true],
  160021: ['interaction_required', 'The application requested a user session which does not exist.'],
  500011: [
    'invalid_resource',
    'The resource principal was not found in the tenant. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.',
  ],
  500014: [
    'invalid_resource',
    'The service principal for the resource is disabled. This indicate that a subscription within the tenant has lapsed, or that the administrator for this tenant has disabled the application, preventing tokens from being issued for it.',
  ],
  500021: [
    'access_denied',
    'Access to the tenant is denied: it is not on the list of permitted tenants of this network.',
    true,
  ],
  500022: [
    'access_denied',
    'Access to the tenant is denied: the Restrict-Access-To-Tenants header of this network does not permit it.',
    true,
  ],
  500112: [
    'invalid_client',
    'The reply address does not match the reply address provided when requesting Authorization code.',
  ],
  500113: ['invalid_request', 'No reply address is registered for the application.', true],
  500133: [
    'invalid_grant',
    'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token.',
  ],
  500208: ['invalid_request', 'The domain is not a valid login domain for the account type.', true],
  500212: [
    'access_denied',
    'The administrator has set a policy that blocks outbound access for the user to the resource tenant.',
    true,
  ],
  500213: [
    'access_denied',
    "The resource tenant's cross-tenant access policy does not allow this user to access this tenant.",
    true,
  ],
  501051: ['invalid_grant', 'The application is not assigned to a role for the application that it asks for.'],
  501481: [
    'invalid_grant',
    'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  ],
  501621: ['temporarily_unavailable', 'The regular expression replacement for claims transformation has timed out.'],
  530032: [
    'access_denied',
    "Blocked by Conditional Access: the tenant's security policy does not allow this sign-in.",
    true,
  ],
  530034: [
    'access_denied',
    'A delegated administrator was blocked from accessing the tenant due to account risk in their home tenant.',
    true,
  ],
  530035: [
    'access_denied',
    'Access has been blocked by security defaults. This is due to the request using legacy authentication or being deemed unsafe by security defaults policies.',
    true,
  ],
  650051: [
    'access_denied',
    'The application needs access to a service, and its service principal is being added to your organization already. Try again in 30 seconds.',
    true,
  ],
  650052: [
    'access_denied',
    'The app is trying to access a service that your organization lacks a service principal for. Contact your IT Admin to review the configuration of your service subscriptions.',
    true,
  ],
  650053: [
    'invalid_client',
    "The application asked for a scope that doesn't exist on the resource. Contact the app vendor.",
  ],
  650054: [
    'access_denied',
    'The application asked for permissions to access a resource that has been removed or is no longer available.',
    true,
  ],
  650056: [
    'invalid_client',
    'Misconfigured application: the client has not listed any permissions for the resource in its registration.',
    true,
  ],
  650057: [
    'invalid_client',
    "Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration.",
  ],
  700003: ['interaction_required', 'Device object was not found in the tenant directory.', true],
  700005: ['invalid_grant', 'Provided Authorization Code is intended to use against other tenant, thus rejected.'],
  700011: ['unauthorized_client', 'Application with the given identifier was not found in the directory.', true],
  700016: [
    'unauthorized_client',
    'Application was not found in the directory. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.',
    true,
  ],
  700020: ['interaction_required', 'The access grant requires interaction.'],
  700021: ['invalid_client', 'Client assertion application identifier does not match the client_id parameter.'],
  700022: [
    'invalid_request',
    'Invalid multiple resources scope: the provided value for the input parameter scope contains more than one resource.',
  ],
  700023: ['invalid_client', 'Client assertion audience claim does not match the realm of the token endpoint.'],
  700024: [
    'invalid_client',
    'Client assertion is not within its valid time range. Review the expiration time of the assertion.',
  ],
  700025: ['invalid_client', "Client is public so neither 'client_assertion' nor 'client_secret' should be presented."],
  700027: [
    'invalid_client',
    'The certificate with identifier used to sign the client assertion is not registered on application, or the signature is not valid.',
  ],
  700030: ['invalid_client', 'Invalid certificate: subject name in certificate is not authorized.'],
  700051: ['unsupported_response_type', "response_type 'token' is not enabled for the application."],
  700054: ['unsupported_response_type', "response_type 'id_token' is not enabled for the application."],
  700082: ['invalid_grant', 'The refresh token has expired due to inactivity.'],
  700084: [
    'invalid_grant',
    'The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which cannot be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page.',
  ],
  900023: [
    'invalid_request',
    'Specified tenant identifier is neither a valid DNS name, nor a valid external domain.',
    true,
  ],
  900144: ['invalid_request', 'The request body must contain a parameter that is missing.'],
  900382: ['invalid_request', 'Confidential client is not supported in a cross-cloud request.', true],
  900432: ['invalid_request', 'Confidential client is not supported in cross-cloud requests.', true],
  900561: ['invalid_request', 'The endpoint only accepts POST requests. Received a GET request.', true],
  900971: ['invalid_request', 'No reply address provided.', true],
  1000031: [
    'unauthorized_client',
    'The application cannot be accessed at this time. Contact your administrator.',
    true,
  ],
  1000104: ['access_denied', 'The cloud of the resource is not allowed on the identity tenant.', true],
  1002012: [
    'invalid_scope',
    'The provided value for scope is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
  ],
  5000224: [
    'invalid_grant',
    'The resource tenant is not available. If this is unexpected, has this tenant been deleted?',
    true,
  ],
  7000112: ['unauthorized_client', 'Application is disabled.', true],
  7000114: ['invalid_grant', 'Application is not allowed to make application on-behalf-of calls.'],
  7000215: [
    'invalid_client',
    'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to the app.',
  ],
  7000216: [
    'invalid_client',
    "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
  ],
  7000218: [
    'invalid_client',
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  ],
  7000222: ['invalid_client', 'The provided client secret keys for app are expired.'],
  7000229: ['unauthorized_client', 'The client application is missing service principal in the tenant.'],
  9001023: [
    'invalid_request',
    'The grant type is not supported over the /consumers endpoint. Please use the /organizations or tenant-specific endpoint.',
    true,
  ],
  9002313: ['invalid_request', 'Invalid request. Request is malformed or invalid.'],
  9002325: [
    'invalid_request',
    'Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
  ],
  9002326: [
    'invalid_request',
    "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.",
  ],
  9002327: [
    'invalid_request',
    "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
  ],
};

export interface RefusalOptions {
  /** Says it of this case, instead of the general sentence. */
  text?: string;
  /** For codes that arrive under another OAuth error in this place. */
  error?: string;
  suberror?: string;
  /** What the next sign-in must satisfy, as JSON. */
  claims?: string;
}

/** A refusal by the identity server; thrown where it is found, turned into a page, a redirect or a body by the endpoint. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: number;
  readonly error: string;
  readonly onPage: boolean;
  readonly suberror: string | null;
  readonly claims: string | null;

  constructor(code: number, options: RefusalOptions = {}) {
    const [error, text, onPage = false] = codes[code] ?? ['invalid_request', 'The request was refused.', true];
    super(options.text ?? text);
    this.code = code;
    this.error = options.error ?? error;
    this.onPage = onPage;
    this.suberror = options.suberror ?? null;
    this.claims = options.claims ?? null;
  }
}

export const knownNumbers: readonly number[] = Object.keys(codes).map(Number);

/** Microsoft's sentence for a code, for the page behind `error_uri`. */
export function sentenceOf(code: number): string {
  return new Refusal(code).message;
}

/** What every refusal carries so that Microsoft's support finds it again. */
export interface Trace {
  traceId: string;
  correlationId: string;
  timestamp: string;
}

export function describeRefusal(refusal: Refusal, trace: Trace): string {
  return `AADSTS${refusal.code}: ${refusal.message} Trace ID: ${trace.traceId} Correlation ID: ${trace.correlationId} Timestamp: ${trace.timestamp}`;
}
