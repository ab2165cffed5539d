-- 0001: people. email_key is the address as it is compared (lower case);
-- what a person is called never has to be unique.

CREATE TABLE account (
  id            :id:   PRIMARY KEY,
  email         :text: NOT NULL,
  email_key     :text: NOT NULL UNIQUE,
  full_name     :text: NOT NULL,
  password      :text: NOT NULL DEFAULT '',
  role          :text: NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'admin')),
  plan          :text: NOT NULL DEFAULT 'free',
  credits       :int:  NOT NULL DEFAULT 0 CHECK (credits >= 0),
  created_at    :int:  NOT NULL,
  updated_at    :int:  NOT NULL,
  signed_in_at  :int:  NOT NULL DEFAULT 0,
  suspended_at  :int:  NOT NULL DEFAULT 0
) :strict:;

CREATE INDEX account_created ON account (created_at, id);
