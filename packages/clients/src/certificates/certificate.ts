/** A certificate that an application signs in with, and its private key: a secret from the first moment. */
export interface SigningCertificate {
  certificatePem: string;
  /** PKCS#8, not encrypted. */
  privateKeyPem: string;
  /** Plain base64 of the DER, as Graph wants it. */
  base64: string;
  /** SHA-256 over the DER, hex. */
  thumbprintSha256: string;
  notBefore: string;
  notAfter: string;
}
