/** What a fresh token said of one API: never the token itself. */
export interface TokenSeen {
  api: string;
  audience: string;
  /** How the application proved itself for it. */
  credential: 'secret' | 'certificate';
  roles: string[];
  /** Granted, and not in the token. */
  missing: string[];
  at: string;
}

/** What one harmless read brought. */
export interface ReadSeen {
  key: string;
  /** Method and shape of the path, no ids: `GET /users/{id}/drive`. */
  request: string;
  /** The HTTP status; null: nothing was there to be asked for. */
  status: number | null;
  /** `limited`: as earlier builds called a refusal whose meaning is known. */
  outcome: 'works' | 'nothing' | 'unproved' | 'limited' | 'refused';
  /** Of a refusal: Microsoft's own, or one of our catalogue. */
  code?: string;
  at: string;
}
