-- 0006: what people write. A document is a resume, a CV, a letter or a revamp;
-- what it says is in its versions, the newest of which counts. Every save makes
-- one (DOC-30). A variant's body is what differs from its master (DOC-5).

CREATE TABLE document (
  id            :id:   PRIMARY KEY,
  account_id    :id:   NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  kind          :text: NOT NULL
    CHECK (kind IN ('resume', 'cv', 'cover_letter', 'revamp')),
  title         :text: NOT NULL,
  role          :text: NOT NULL,            -- as the body says: for lists
  base          :bool: NOT NULL,            -- the one that was uploaded (INT-8)
  master_id     :text: NOT NULL,            -- of a variant; else ''
  version       :int:  NOT NULL,            -- the newest
  hash          :bytes: NOT NULL,           -- SHA-256 of its body
  template      :text: NOT NULL,            -- of its last rendering, with
  engine        :text: NOT NULL,            -- engine and fonts (DOC-21); or ''
  created_at    :int:  NOT NULL,
  updated_at    :int:  NOT NULL,
  deleted_at    :int:  NOT NULL,            -- in the trash since; 0: it is not
  words         :text: NOT NULL             -- folded, each once: for the search
) :strict:;

CREATE INDEX document_account
  ON document (account_id, deleted_at, updated_at, id);
CREATE INDEX document_kind
  ON document (account_id, deleted_at, kind, updated_at, id);
CREATE INDEX document_base ON document (account_id) WHERE base;
CREATE INDEX document_master ON document (master_id) WHERE master_id <> '';
CREATE INDEX document_trash ON document (account_id, deleted_at, id)
  WHERE deleted_at > 0;
CREATE INDEX document_swept ON document (deleted_at) WHERE deleted_at > 0;

CREATE TABLE document_version (
  document_id   :id:   NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  number        :int:  NOT NULL,            -- from 1, without gaps
  at            :int:  NOT NULL,
  author_id     :text: NOT NULL,            -- an account
  way           :text: NOT NULL,            -- created, edited, uploaded, ...
  name          :text: NOT NULL,            -- that its owner gave it; or ''
  summary       :text: NOT NULL,            -- of the real difference
  master_id     :text: NOT NULL,            -- whose variant it was; or ''
  master_version :int: NOT NULL,            -- and the master's newest then
  body          :text: NOT NULL,            -- canonical JSON
  PRIMARY KEY (document_id, number)
) :strict:;
