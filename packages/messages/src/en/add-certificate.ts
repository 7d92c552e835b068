export const addCertificate = {
  'add-certificate.title': 'Add a certificate',
  'add-certificate.undo-title': 'Remove the certificate',
  'add-certificate.waiting': 'Microsoft is still replicating the new certificate',
  'add-certificate.undo-plan':
    '{count, plural, one {The certificate of this assistant is} other {# certificates of this assistant are}} removed. {others, plural, =0 {No others are there.} one {The one that others added stays.} other {The # that others added stay.}}',
  'add-certificate.undo-unseen': 'No certificate of this assistant is to be seen. If one appears, it is removed.',
  'add-certificate.plan':
    'A certificate is created here, and its public part is added. It expires after {days, plural, one {# day} other {# days}}.',
  'add-certificate.adds': 'Adds one certificate to keyCredentials',
  'add-certificate.key-lost':
    'There is a certificate of this assistant that this run cannot use: Microsoft refuses it, or its private key is not known here.',
  'add-certificate.not-listed': 'The certificate is not among those of the application any more.',
  'add-certificate.thumbprint': 'Certificate thumbprint (SHA-256)',
  'add-certificate.id': 'Certificate ID',
  'add-certificate.expires': 'Certificate expires',
  'add-certificate.offer': '"{server}" has no field for a certificate. Download it within a day; it is shown once.',
  'add-certificate.heading': '{number}. The certificate',
  'add-certificate.terraform-file':
    'Before the first apply write the file vplus.auto.tfvars beside this one, with the public part of your certificate (PEM):',
  'add-certificate.terraform-variable':
    'The public part of the certificate (PEM) that the application signs in with; set it in vplus.auto.tfvars',
} as const;
