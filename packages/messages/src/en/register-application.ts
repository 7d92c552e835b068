export const registerApplication = {
  'register-application.not-there-yet': 'The application does not exist yet',
  'register-application.title': 'Register the application',
  'register-application.undo-title': 'Delete the application',
  'register-application.give-back-title': 'Give the application back',
  'register-application.waiting': 'Microsoft is still replicating the new application',
  'register-application.plan-by-hand':
    'You run the script. It registers "{name}" with {count, plural, one {# permission} other {# permissions}} declared.',
  'register-application.plan-adopts':
    '"{name}" is used: it gets our tags, and {count, plural, one {# permission is} other {# permissions are}} declared in addition to its own.',
  'register-application.plan-corrects': 'What differs from the plan is put right; everything else stays as it is.',
  'register-application.plan-restores':
    '"{name}" is restored from the deleted applications without its old credentials, with {count, plural, one {# permission} other {# permissions}} declared.',
  'register-application.plan-registers':
    '"{name}" is registered for this tenant only, with {count, plural, one {# permission} other {# permissions}} declared.',
  'register-application.undo-plan':
    'The application is deleted. Microsoft keeps it among the deleted applications for 30 days, and connecting again restores it.',
  'register-application.undo-purges': 'The application is deleted permanently, and nothing can restore it.',
  'register-application.undo-unseen': 'The application is not to be seen. If it appears, it is deleted.',
  'register-application.undo-adopted':
    'The application was there before this assistant. It stays, and is given back as it was.',
  'register-application.undo-adopted-unseen':
    'The application that was there before this assistant is not to be seen. If it appears, it is given back as it was.',
  'register-application.undo-not-adopted': 'The application was there before this assistant. It stays as it is.',
  'register-application.registers': 'Name, audience, tags and declared permissions in one',
  'register-application.corrects': 'Only what differs',
  'register-application.corrects-adopted': 'Adds our tags and the declared permissions',
  'register-application.restores': 'Restores the application',
  'register-application.restores-identity': 'Restores its enterprise application',
  'register-application.removes-credentials': 'Removes each secret of before',
  'register-application.removes-certificates': 'Removes all certificates of before',
  'register-application.gives-back': 'Gives it back as it was',
  'register-application.purges': 'Deletes the deleted application permanently',
  'register-application.differs': 'The application is there, but differs in {parts}.',
  'register-application.audience': 'its audience',
  'register-application.audience-wide': 'its audience (other organizations can sign in to it)',
  'register-application.tags': 'its tags',
  'register-application.declared': 'its declared permissions',
  'register-application.old-credentials': 'credentials from before its deletion',
  'register-application.there':
    '"{name}" declares {count, plural, one {the # permission} other {the # permissions}} of the plan.',
  'register-application.client-id': 'Application (client) ID',
  'register-application.tenant-id': 'Directory (tenant) ID',
  'register-application.object-id': 'Object ID',
  'register-application.adopted-gone': 'The application that was to be adopted is not there any more.',
  'register-application.adopted-by-hand':
    'The application was there before and stays. Take away what was added for vPlus: its tags, its permissions and its client secret.',
  'register-application.bin-unread':
    'Microsoft keeps the name of a deleted application for thirty days, and your role may not look into the deleted applications.',
  'register-application.in-bin': 'The application is among the deleted applications.',
  'register-application.heading': '{number}. The application',
  'register-application.casts':
    'The casts unwrap what comes out of a pipeline: without them the Graph module cannot write it as JSON.',
  'register-application.empty-answer': 'Where it was there already, the answer holds nothing.',
  'register-application.not-seen-yet': 'Microsoft does not show the application yet.',
} as const;
