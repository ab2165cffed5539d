-- 0008: further ways in. An identity is an account at another site, bound by
-- who says so and its name there, never by an email (ACC-3). A second factor
-- is a code of the minute (TOTP) with recovery codes, or a passkey.

ALTER TABLE account ADD COLUMN email_verified :bool: NOT NULL DEFAULT FALSE;

CREATE TABLE identity (
  id            :id:   PRIMARY KEY,
  account_id    :id:   NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  issuer        :text: NOT NULL,
  subject       :text: NOT NULL,
  email         :text: NOT NULL,            -- as it was there; to show
  created_at    :int:  NOT NULL,
  used_at       :int:  NOT NULL,
  UNIQUE (issuer, subject)
) :strict:;

CREATE INDEX identity_account ON identity (account_id, created_at);

CREATE TABLE totp (
  account_id    :id:   PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  secret        :text: NOT NULL,            -- sealed
  step          :int:  NOT NULL,            -- the last that was used
  failed        :int:  NOT NULL,            -- wrong codes since the last right
  created_at    :int:  NOT NULL,
  confirmed_at  :int:  NOT NULL             -- 0: it does not count yet
) :strict:;

CREATE TABLE recovery_code (
  account_id    :id:   NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  hash          :bytes: NOT NULL,
  created_at    :int:  NOT NULL,
  PRIMARY KEY (account_id, hash)
) :strict:;

CREATE TABLE passkey (
  id            :id:   PRIMARY KEY,
  account_id    :id:   NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  credential    :bytes: NOT NULL UNIQUE,    -- its id, chosen by the device
  public_key    :bytes: NOT NULL,           -- as COSE
  counter       :int:  NOT NULL,
  name          :text: NOT NULL,
  transports    :text: NOT NULL,            -- words, for the browser
  synced        :bool: NOT NULL,            -- backed up by its maker
  created_at    :int:  NOT NULL,
  used_at       :int:  NOT NULL
) :strict:;

CREATE INDEX passkey_account ON passkey (account_id, created_at);

-- What may be shown once, and was: a sealed step of a sign-in carries all
-- that it needs, so that nobody writes a row by asking alone.
CREATE TABLE spent (
  hash          :bytes: PRIMARY KEY,
  expires_at    :int:  NOT NULL
) :strict:;

CREATE INDEX spent_expiry ON spent (expires_at);
