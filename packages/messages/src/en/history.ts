/** Who did what in a tenant: notes of its history, with the name of who did it beside them. */
export const history = {
  'history.started': 'Started: {verb, select, verify {check} disconnect {disconnect} other {connect}}',
  'history.resumed': 'Resumed: {verb, select, verify {check} disconnect {disconnect} other {connect}}',
  'history.cancelled': 'Cancelled: {verb, select, verify {check} disconnect {disconnect} other {connect}}',
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
} as const;
