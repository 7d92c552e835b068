export const confirmPlan = {
  'confirm-plan.title': 'Compare with the approved plan',
  'confirm-plan.waiting': 'Microsoft is answering',
  'confirm-plan.goes-on': 'The work on the approved plan goes on.',
  'confirm-plan.looks-different': 'Something looks different from the plan: looking once more',
  'confirm-plan.unchanged': 'Nothing has changed since it was approved.',
  'confirm-plan.changed-by-last-run':
    'When the plan was made, Microsoft did not show all of the last run yet. Nothing was written.',
  'confirm-plan.changed':
    'What this plan would do is not the same any more: the tenant or this assistant has changed. Nothing was written.',
  'confirm-plan.credential-changed':
    'A policy on credentials has changed: the plan had a {kindBefore, select, secret {client secret} certificate {certificate} other {client secret and a certificate}} for {daysBefore, plural, one {# day} other {# days}}, now it would be a {kind, select, secret {client secret} certificate {certificate} other {client secret and a certificate}} for {days, plural, one {# day} other {# days}}.',
  'confirm-plan.step-added': '“{title}” was not in the plan. {summary}',
  'confirm-plan.step-moved':
    '“{title}” was {before, select, make {to be made} check {to be checked} change {to be changed} keep {there, to stay as it is} ask {to wait for you} remove {to be removed} restore {to be restored} other {only explained}}, and is now {now, select, make {to be made} check {to be checked} change {to be changed} keep {there, to stay as it is} ask {to wait for you} remove {to be removed} restore {to be restored} other {only explained}}.',
  'confirm-plan.other-requests': '“{title}” needs other requests than before. {summary}',
  'confirm-plan.other-bodies': '“{title}” would send something else than the plan shows. {summary}',
  'confirm-plan.permissions-moved':
    '{count, plural, one {The permission was} other {# permissions were}} {from}, and {count, plural, one {is} other {are}} now {to}: {permissions}.',
  'confirm-plan.to-be-granted': 'to be granted',
  'confirm-plan.granted-already': 'granted already',
  'confirm-plan.not-offered-here': 'not offered here',
  'confirm-plan.not-needed': 'covered by a stronger one',
  'confirm-plan.left-out': 'left out',
} as const;
