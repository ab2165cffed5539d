-- 0002: ways in. A session is one sign-in on one device; its refresh token
-- carries the generation, so a token that was used before is recognised.

CREATE TABLE session (
  id            :id:   PRIMARY KEY,
  account_id    :id:   NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  generation    :int:  NOT NULL DEFAULT 0,
  rotated_at    :int:  NOT NULL,
  ip            :text: NOT NULL,
  agent         :text: NOT NULL,
  created_at    :int:  NOT NULL,
  used_at       :int:  NOT NULL,
  expires_at    :int:  NOT NULL,
  ended_at      :int:  NOT NULL DEFAULT 0
) :strict:;

CREATE INDEX session_account ON session (account_id, created_at);
CREATE INDEX session_expiry ON session (expires_at);

CREATE TABLE api_key (
  id            :id:   PRIMARY KEY,
  account_id    :id:   NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  name          :text: NOT NULL,
  prefix        :text: NOT NULL,
  hash          :bytes: NOT NULL UNIQUE,
  scopes        :text: NOT NULL,
  created_at    :int:  NOT NULL,
  used_at       :int:  NOT NULL DEFAULT 0,
  expires_at    :int:  NOT NULL DEFAULT 0
) :strict:;

CREATE INDEX api_key_account ON api_key (account_id, created_at);

-- Tokens that work once: the mail that lets someone choose a new password.
CREATE TABLE ticket (
  hash          :bytes: PRIMARY KEY,
  account_id    :id:   NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  purpose       :text: NOT NULL,
  created_at    :int:  NOT NULL,
  expires_at    :int:  NOT NULL
) :strict:;

CREATE INDEX ticket_account ON ticket (account_id);
CREATE INDEX ticket_expiry ON ticket (expires_at);
