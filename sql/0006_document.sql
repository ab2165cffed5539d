-- 0006: what people write. A document is a resume, a CV, a letter or a revamp;
-- its body is the canonical JSON of its newest version, or, of a variant, what
-- differs from its master (DOC-5). Every save makes a version (DOC-30).

CREATE TABLE document (
  id            :id:   PRIMARY KEY,
  account_id    :id:   NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  kind          :text: NOT NULL
    CHECK (kind IN ('resume', 'cv', 'cover_letter', 'revamp')),
  title         :text: NOT NULL,
  role          :text: NOT NULL,            -- as the body says: for lists
  words         :text: NOT NULL,            -- lower case: for the search
  base          :bool: NOT NULL,            -- the one that was uploaded (INT-8)
  master_id     :text: NOT NULL,            -- of a variant; else ''
  version       :int:  NOT NULL,            -- the newest
  body          :text: NOT NULL,
  hash          :bytes: NOT NULL,           -- SHA-256 of the body
  template      :text: NOT NULL,            -- of its last rendering, with
  engine        :text: NOT NULL,            -- engine and fonts (DOC-21); or ''
  created_at    :int:  NOT NULL,
  updated_at    :int:  NOT NULL,
  deleted_at    :int:  NOT NULL             -- in the trash since; 0: it is not
) :strict:;

CREATE INDEX document_account
  ON document (account_id, deleted_at, updated_at, id);
CREATE INDEX document_master ON document (master_id);
CREATE INDEX document_trash ON document (deleted_at);

CREATE TABLE document_version (
  document_id   :id:   NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  number        :int:  NOT NULL,            -- from 1, without gaps
  at            :int:  NOT NULL,
  author_id     :text: NOT NULL,            -- an account
  way           :text: NOT NULL,            -- created, edited, uploaded, ...
  name          :text: NOT NULL,            -- that its owner gave it; or ''
  summary       :text: NOT NULL,            -- of the real difference
  body          :text: NOT NULL,
  PRIMARY KEY (document_id, number)
) :strict:;
