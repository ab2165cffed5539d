-- 0009: files of people. The bytes lie in the blob store under their hash,
-- once however many rows name them; a blob that no row names is swept.

CREATE TABLE file (
  id            :id:   PRIMARY KEY,
  account_id    :id:   NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  purpose       :text: NOT NULL,            -- a word of app/file.h
  document_id   :id:   REFERENCES document (id) ON DELETE CASCADE,
  version       :int:  NOT NULL,            -- of that document; 0: of none
  name          :text: NOT NULL,            -- as its owner calls it
  type          :text: NOT NULL,            -- its media type
  size          :int:  NOT NULL,
  blob          :text: NOT NULL,
  about         :text: NOT NULL,            -- JSON that its purpose needs; ''
  created_at    :int:  NOT NULL,
  expires_at    :int:  NOT NULL             -- 0: it is kept
) :strict:;

-- What is known of a file besides, and is too much for a list.
CREATE TABLE file_detail (
  file_id       :id:   PRIMARY KEY REFERENCES file (id) ON DELETE CASCADE,
  detail        :text: NOT NULL             -- JSON
) :strict:;

CREATE INDEX file_account ON file (account_id, created_at, id);
CREATE INDEX file_document ON file (document_id, purpose, version);
CREATE INDEX file_blob ON file (blob);
CREATE INDEX file_expiry ON file (expires_at) WHERE expires_at > 0;
