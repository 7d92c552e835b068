import type { RemoteErrorFields } from '@vplus/clients';
import type { Choices, CredentialKind, FindingKind } from '@vplus/contracts';
import type { Words } from '@vplus/messages';
import type { Step, Watch } from '@vplus/reconciler';
import type * as z from 'zod';
import type { RoleNeed } from '../assistant/roles.ts';
import type { Connection, Learned, Readers, Services } from '../ports.ts';
import type { StepScripts } from '../script-parts/part.ts';
import type { ByHand } from './by-hand-way.ts';
import type { PlannedChange } from './change.ts';
import type { PlanWords, Seen } from './seen.ts';
import type { Removal, Undoing } from './undoing.ts';

/** A refusal that a step met, as far as it tells lag from a real one. */
export interface Refused {
  fields: RemoteErrorFields;
  /** How long ago the run last made what the refusal may speak of; undefined: not known. */
  ageMs: number | undefined;
  /** How long the step has been waiting; undefined: not known. */
  waitedMs: number | undefined;
  /** What another step of the run left. */
  outputOf<O>(step: { id: string; output: z.ZodType<O> }): O | undefined;
}

/** A step of a run of this product. What only looks in it gets `Readers`, and so cannot change anything. */
export interface TenantStep<Id extends string = string, Output = unknown>
  extends Step<Services, Connection, Output, Readers, Learned> {
  id: Id;
  needs: {
    /** The least roles, by what the step calls. */
    role: RoleNeed;
    /** Delegated scopes of Microsoft Graph without which it cannot do its work. */
    scopes: string[];
  };
  /** It signs in as the new application: no sign-in and no role of a person helps against a refusal of a service. */
  isApplication?: boolean;
  /** What is being waited for, where a refusal is only lag of a kind that no catalogue knows; undefined: it is not. */
  waitsOut?(refused: Refused): Words | undefined;
}

/** What is known of a tenant because of a step, and gone with it. */
export type Left = 'permissions' | 'client-id' | 'organization' | 'secret' | 'certificate';

/** A step that plans have: all that is known of it, so that what is missing does not compile. */
export interface ConnectStep<Id extends string = string, Output = unknown> extends TenantStep<Id, Output> {
  plan: {
    words(seen: Seen): PlanWords;
    /**
     * Where what it leaves is not there; absent: it is made. check: it looks, and changes something only where it
     * finds it. ask: a person has to act.
     */
    action?(choices: Choices): 'make' | 'check' | 'ask';
    /** Where nothing is made, its own words say why. */
    speaks?: boolean;
  };
  /** Where its effect is one request or several: what is sent, as data. `make` sends the same, unless a part is done. */
  changes?(seen: Seen): PlannedChange[];
  /**
   * What `undo` would take away or restore here and now, and all that it may send for it, as data: the plan of a
   * disconnect shows it, its hash covers it, and `undo` sends no more. Every step with an `undo` has it.
   */
  undoes?(undoing: Undoing): Promise<Removal>;
  /** as-ever: it writes nothing in the tenant, so that it does the same whoever writes there. */
  byHand: ByHand | 'as-ever';
  /** What it is in the scripts that a person may run instead; absent: no script does it. */
  scripts?: StepScripts;
  /** What a check calls it when it is not as it should be, and the look has no better word. */
  finds: FindingKind;
  /** Which steps of the vendor's page it does, by their numbers there. */
  vendorSteps: number[];
  /** Whether a connect with these choices has it; absent: always. */
  isChosen?(choices: Choices): boolean;
  /** What a disconnect does with it where the application was adopted; absent: the same as ever. */
  giveBackTitle?: Words;
  /** Whether a disconnect has it; absent: always, since an earlier choice may have made it. */
  isUndone?(choices: Choices): boolean;
  /** Which credential it adds: its output then has the key id and the days. */
  credential?: Exclude<CredentialKind, 'both'>;
  /** What is not known of the tenant any more once it was undone. */
  takesAlong?: Left[];
}

/** Keeps the id and the output as they are written, so that the list of steps knows them. */
export const step = <Id extends string, Output>(given: ConnectStep<Id, Output>): ConnectStep<Id, Output> => given;

/** Whether a connect with these choices has it. */
export const isChosen = ({ isChosen: chosen }: Pick<ConnectStep, 'isChosen'>, choices: Choices): boolean =>
  chosen?.(choices) ?? true;

export const dayMs = 24 * 60 * 60_000;

/** What waits for a role can be done in Microsoft's own portal too, where nobody tells us: so it is looked at. */
export const watch: Watch = { everyMs: 30_000, forMs: 4 * 60 * 60_000 };

/** Microsoft promises nothing about replication: seconds are usual, almost twenty minutes were reported. */
export const replicationBudgetMs = 20 * 60_000;
