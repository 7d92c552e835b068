/** A custom app management policy, as it is written: https://learn.microsoft.com/graph/api/resources/appmanagementpolicy */
export interface AppManagementPolicyBody {
  displayName: string;
  description: string;
  isEnabled: boolean;
  /** Restrictions that Microsoft may extend are sent as they were read. */
  restrictions: { passwordCredentials: object[]; keyCredentials: object[]; applicationRestrictions?: object };
}
