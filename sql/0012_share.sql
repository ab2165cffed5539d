-- 0012: links by which people show a document to who has no account (ACC-8).
-- Of the link itself only the hash is kept. A link that was revoked stays a
-- while, so that who follows it is told that it is gone.

CREATE TABLE share (
  id            :id:   PRIMARY KEY,
  account_id    :id:   NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  hash          :bytes: NOT NULL UNIQUE,    -- SHA-256 of the token
  name          :text: NOT NULL,            -- its owner's word for it; or ''
  document_id   :text: NOT NULL,            -- what is shown; or ''
  project_id    :text: NOT NULL,            -- the resume of; or ''
  version       :int:  NOT NULL,            -- 0: the newest, always
  template      :text: NOT NULL,            -- '': the document's own
  redact        :text: NOT NULL,            -- words with blanks between
  password      :text: NOT NULL,            -- Argon2id; '': none
  allow_download :bool: NOT NULL,
  views         :int:  NOT NULL,
  downloads     :int:  NOT NULL,
  viewed_at     :int:  NOT NULL,            -- the last time; 0: never
  created_at    :int:  NOT NULL,
  updated_at    :int:  NOT NULL,
  expires_at    :int:  NOT NULL,            -- 0: never
  revoked_at    :int:  NOT NULL             -- 0: it is not
) :strict:;

CREATE INDEX share_account ON share (account_id, created_at, id);
CREATE INDEX share_revoked ON share (revoked_at) WHERE revoked_at > 0;
