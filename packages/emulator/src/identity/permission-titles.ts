/** What the consent page calls the permissions that it shows most; the others are named after their parts. */
const titles: Record<string, string> = {
  openid: 'Sign you in',
  profile: 'View your basic profile',
  email: 'View your email address',
  offline_access: 'Maintain access to data you have given it access to',
  'User.Read': 'Sign you in and read your profile',
  'Application.ReadWrite.All': 'Read and write applications',
  'AppRoleAssignment.ReadWrite.All': 'Manage app permission grants and app role assignments',
  'Directory.Read.All': 'Read directory data',
  'Directory.ReadWrite.All': 'Read and write directory data',
  'LicenseAssignment.Read.All': 'Read license assignments',
  'Policy.Read.All': "Read your organization's policies",
  'Policy.ReadWrite.ApplicationConfiguration': "Read and write your organization's application configuration policies",
  'SharePointTenantSettings.Read.All': 'Read SharePoint and OneDrive tenant settings',
  'SharePointTenantSettings.ReadWrite.All': 'Read and change SharePoint and OneDrive tenant settings',
};

const verbs: Record<string, string> = {
  Read: 'Read',
  ReadBasic: 'Read the basics of',
  ReadWrite: 'Read and write',
  Create: 'Create',
  Send: 'Send',
  Manage: 'Manage',
  FullControl: 'Have full control of',
};

/** `Mail.ReadWrite.All` in words; a value that is not made of such parts stays as it is. */
export function permissionTitle(value: string): string {
  const known = titles[value];
  if (known) return known;
  const [subject = '', action = '', ...limits] = value.split('.');
  const verb = verbs[action];
  if (!verb) return value;
  const words = subject.replace(
    /([a-z])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
  const what = `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
  const more = limits.filter((limit) => limit !== 'All').map((limit) => ` (${limit})`);
  return `${verb} ${limits.includes('All') ? `all ${plural(what)}` : what}${more.join('')}`;
}

const plural = (what: string) => (/(s|mail|data)$/.test(what) ? what : `${what}s`.replace(/ys$/, 'ies'));
