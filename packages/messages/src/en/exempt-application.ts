export const exemptApplication = {
  'exempt-application.title': 'Exemption from the policy on credentials',
  'exempt-application.undo-title': 'Remove the exemption from the policy on credentials',
  'exempt-application.waiting': 'Microsoft is still replicating the exemption',
  'exempt-application.spreading': 'Microsoft is still replicating the exemption from the policy',
  'exempt-application.plan':
    'This one application is exempted from what the policy of the tenant forbids or shortens: {kind, select, secret {a client secret} certificate {a certificate} other {a client secret and a certificate}} for {days, plural, one {# day} other {# days}}. All else of the policy stays. If this assistant does not have the permission for it yet, you are asked to approve it. A disconnect takes the exemption back.',
  'exempt-application.plan-takes-back':
    'The exemption of an earlier plan is taken back: the policy of the tenant applies again.',
  'exempt-application.plan-by-hand':
    'No script does this. You, or whoever looks after the policies of the tenant, exempt this one application.',
  'exempt-application.undo-plan':
    'The exemption is taken back and our custom policy is deleted: the policy of the tenant applies again.',
  'exempt-application.undo-shared':
    'The exemption is taken back. Somebody assigned our custom policy to other applications as well, so it stays for them.',
  'exempt-application.undo-unseen':
    'Your role may not read the policies, so it is not known whether one of ours is there. Somebody who may read them has to look.',
  'exempt-application.creates': 'Creates a custom policy for this application alone',
  'exempt-application.corrects': 'Puts our custom policy right, where it differs',
  'exempt-application.assigns': 'Assigns it to the application, and to no other',
  'exempt-application.takes-off': 'Takes our custom policy off the application',
  'exempt-application.lets-go': 'Takes our mark off it: others use it, and it stays for them',
  'exempt-application.deletes': 'Deletes our custom policy',
  'exempt-application.approve':
    'You chose to exempt this application from the policy on credentials. Approve the one permission that this takes, or make a new plan without the exemption.',
  'exempt-application.approve-taking-back':
    'The exemption of an earlier plan is taken back. Approve the one permission that this takes.',
  'exempt-application.role-lacks':
    'You chose to exempt this application, but your role may not read the policies of the tenant.',
  'exempt-application.taken':
    'You chose to exempt this application, but it has a custom policy of its own already, "{policy}", which forbids the credential of the plan. An application can have only one, and this one is not ours to replace. Whoever looks after it can change it or take it off the application. Then check again.',
  'exempt-application.their-policy-id': 'Policy ID',
  'exempt-application.in-the-way': 'The policy of the tenant is in the way: its rules on {rules}.',
  'exempt-application.new-secrets': 'new client secrets',
  'exempt-application.life-of-secrets': 'the life of client secrets',
  'exempt-application.life-of-certificates': 'the life of certificates',
  'exempt-application.looking': 'Looking whether an attempt that was interrupted left a policy',
  'exempt-application.not-assigned-yet': 'The exemption is not assigned yet.',
  'exempt-application.still-there': 'The exemption of an earlier plan is still there.',
  'exempt-application.differs': 'The exemption is there, but differs from the plan.',
  'exempt-application.not-assigned': 'The exemption is there, but not assigned to the application.',
  'exempt-application.exempt': 'This one application is exempt; the rest of the policy applies to it as to all others.',
  'exempt-application.shared':
    'The application is exempt. Somebody assigned the same policy to other applications as well, which are exempt too: {others}.',
  'exempt-application.policy-id': 'Exemption, policy ID',
  'exempt-application.lifted': 'Lifted for this application',
  'exempt-application.foreign-stays': 'The application has a custom policy, "{policy}", which is not ours and stays.',
  'exempt-application.not-needed':
    'No rule that an exemption could lift stands in the way of this credential, so no exemption is made.',
  'exempt-application.none':
    'There is no exemption. Any policy of the tenant on credentials applies to the application.',
  'exempt-application.unread': 'Your role may not read whether the exemption is still there.',
  'exempt-application.unread-and-unknown': 'Your role may not read it, and no exemption of ours is known.',
  'exempt-application.exempt-by-hand':
    'No script does this. In the Microsoft Entra admin center, under Application policies, exempt this one application from that restriction, or ask whoever looks after these policies. Then press Check again.',
  'exempt-application.take-off-by-hand':
    'No script does this. In the Microsoft Entra admin center, under Application policies, take that policy off this application. Do not delete it: others use it. Then press Check again.',
  'exempt-application.delete-by-hand':
    'No script does this. In the Microsoft Entra admin center, under Application policies, take that policy off the application and delete it, or ask whoever looks after these policies. Then press Check again.',
  'exempt-application.none-of-ours':
    'No policy of this assistant is there. A custom policy that you made is yours and stays.',
  'exempt-application.none-may-be-read':
    'Your role may not read the policies. If somebody exempted the application, look whether that is still wanted.',
  'exempt-application.policy-stays':
    'The policy stays, since somebody assigned it to other applications as well: {others}.',
} as const;
