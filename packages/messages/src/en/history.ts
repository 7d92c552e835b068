/** Who did what: entries of the audit log, with the name of who did it beside them. */
export const history = {
  'history.started': 'Started: {verb, select, verify {check} disconnect {disconnect} other {connect}}',
  'history.resumed': 'Resumed: {verb, select, verify {check} disconnect {disconnect} other {connect}}',
  'history.cancelled': 'Cancelled: {verb, select, verify {check} disconnect {disconnect} other {connect}}',
  'history.connected': 'Connected; the first synchronization goes on',
  'history.ended':
    '{verb, select, verify {Check} disconnect {Disconnect} other {Connect}} ended: {state, select, done {done} attention {done, with something left for a person} failed {failed} other {cancelled}}',
  'history.planned': 'Was shown the plan {hash}',
  'history.record':
    'Record of the {verb, select, verify {check} disconnect {disconnect} other {connect}} of {tenant}: SHA-256 {hash}',
  'history.approval-made': 'Made an approval link, good until {until}',
  'history.approved': 'Approved by the link of {by}',
  'history.approval-revoked': 'Took back the approval link of {by}',
  'history.credential-shown': 'Was shown the {what, select, certificate {certificate} other {client secret}} {keyId}',
  'history.task-answered-as':
    'Answered "{task}": {answer, select, confirm {the values are entered} makeNew {make a new credential} other {check again}}',
  // Notes of earlier builds have it.
  'history.task-answered': 'Answered "{task}": {answer}',
  'history.assistant-removed': "Removed the assistant's own access",
  'history.check-asked': 'Asked for a check',
  'history.alert-channel':
    '{deed, select, made {Made the channel of alerts} on {Switched on the channel of alerts} off {Switched off the channel of alerts} rotated {Made a new secret for the channel of alerts} tested {Tested the channel of alerts} replayed {Sent alerts again on the channel} removed {Removed the channel of alerts} other {Changed the channel of alerts}} "{channel}"',
  'history.calendar-feed':
    '{deed, select, made {Made a private address for the calendar} other {Took back a private address for the calendar}}{scope, select, all { of all tenants} other {}}',
  'history.support-file': 'Took the support file of a run',
  'history.refused':
    'Was refused: {verb, select, plan {plan} connect {connect} resume {resume} approve {approve} cancel {cancel} verify {check} check {check} accept {decide about a finding} disconnect {disconnect} organization {delete the organization} remove {remove the assistant} audit {read the audit log} alerts {manage channels of alerts} calendar {make a private address for the calendar} other {show a credential}}',
  'history.refused-more': 'Was refused again; further refusals of this hour are not written down',
  'history.exported': 'Exported the audit log as {format, select, csv {CSV} other {JSON Lines}}',
  'history.cut':
    'Deleted the entries up to number {number}, which were older than {days} days; the hash of the last one is {hash}',
} as const;
