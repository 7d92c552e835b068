import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Settings } from './env.ts';

/** helmet with every directive written out: its defaults allow inline styles and break plain HTTP on localhost. */
export function securityHeaders({ identityOrigin, publicUrl }: Settings): RequestHandler {
  const headers = (frameAncestors: string) =>
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'none'"],
          'script-src': ["'self'"],
          'style-src': ["'self'"],
          'img-src': ["'self'", 'data:'],
          'font-src': ["'self'"],
          'connect-src': ["'self'", identityOrigin],
          'frame-src': ["'self'", identityOrigin],
          'form-action': ["'self'", identityOrigin],
          'base-uri': ["'none'"],
          'frame-ancestors': [frameAncestors],
        },
      },
      strictTransportSecurity: publicUrl.protocol === 'https:' ? { maxAge: 31_536_000 } : false,
      xFrameOptions: { action: frameAncestors === "'none'" ? 'deny' : 'sameorigin' },
      referrerPolicy: { policy: 'no-referrer' },
    });
  const page = headers("'none'");
  const bridge = headers("'self'");
  // MSAL's silent frames answer through the bridge page: the only one that may be framed, by us alone.
  return (req, res, next) => (/^\/auth-bridge(\.html)?$/.test(req.path) ? bridge : page)(req, res, next);
}
