export const setLegacyAuth = {
  'set-legacy-auth.title': "SharePoint's legacy authentication (LegacyAuthProtocolsEnabled)",
  'set-legacy-auth.undo-title': "Restore SharePoint's legacy authentication",
  'set-legacy-auth.waiting': 'SharePoint is applying the setting',
  'set-legacy-auth.who-may':
    "SharePoint's settings can be changed by a Global Administrator or a SharePoint Administrator only.",
  'set-legacy-auth.plan-turns-on':
    "SharePoint's legacy authentication is turned on, as you chose. A disconnect restores it.",
  'set-legacy-auth.plan-turns-back': "SharePoint's legacy authentication is turned back to what it was.",
  'set-legacy-auth.undo-plan':
    "SharePoint's legacy authentication is turned {to, select, on {on} other {off}} again, as it was before.",
  'set-legacy-auth.undo-nothing': 'This assistant did not change it, so it stays as it is.',
  'set-legacy-auth.by-hand': 'No script does this. Change it in SharePoint, then press Check again.',
  'set-legacy-auth.why-it-stays':
    'On 1 May 2026 Microsoft permanently blocked the sign-in that it allows (IDCRL), so turning it on only lowers security.',
  'set-legacy-auth.no-sharepoint': 'SharePoint is not part of this connection.',
  'set-legacy-auth.on-as-chosen': 'It is on, as you chose.',
  'set-legacy-auth.stays-on': 'It stays on, as it was.',
  'set-legacy-auth.stays-off': 'It stays off, as it was.',
  'set-legacy-auth.off-and-wanted': 'It is off, and you chose to turn it on.',
  'set-legacy-auth.turned-off-again': 'It is on, because we turned it on for an earlier plan. The plan turns it back.',
  'set-legacy-auth.sets': 'Sets isLegacyAuthProtocolsEnabled',
  'set-legacy-auth.approve':
    "You chose to turn SharePoint's legacy authentication on. Approve the one permission that this takes, or leave it off in a new plan.",
  'set-legacy-auth.unread': 'Your role may not read it; it stays as it is.',
  'set-legacy-auth.role-lacks': 'Your role may not read or change it. A SharePoint Administrator can.',
  'set-legacy-auth.ask-administrator':
    "You chose to turn SharePoint's legacy authentication on, but your role may not do so. A SharePoint Administrator can sign in here and have it checked, or run this script.",
  'set-legacy-auth.script-role': 'As a SharePoint Administrator',
} as const;
