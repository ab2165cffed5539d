-- 0011: what was made of documents. A rendering is a line of history: of which
-- version of what, with which template, engine and fonts (DOC-21). Its bytes
-- can be made again; where they are kept they are a file, for an hour.

CREATE TABLE rendering (
  id            :id:   PRIMARY KEY,
  account_id    :id:   NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  at            :int:  NOT NULL,
  kind          :text: NOT NULL,            -- of the document
  title         :text: NOT NULL,
  role          :text: NOT NULL,
  words         :text: NOT NULL,            -- folded: for the search
  document_id   :text: NOT NULL,            -- '': it was given, not stored
  version       :int:  NOT NULL,            -- 0: of none
  project_id    :text: NOT NULL,            -- ''
  template      :text: NOT NULL,            -- '': of data, which has no look
  template_version :int: NOT NULL,
  format        :text: NOT NULL,
  engine        :text: NOT NULL,
  identity      :text: NOT NULL,            -- all that its bytes depend on
  pages         :int:  NOT NULL,            -- 0: nobody knows
  size          :int:  NOT NULL,
  file_id       :text: NOT NULL,            -- ''; it may be gone by now
  archived_at   :int:  NOT NULL             -- 0: it is not
) :strict:;

CREATE INDEX rendering_account ON rendering (account_id, at, id);
CREATE INDEX rendering_document ON rendering (document_id, format, at)
  WHERE document_id <> '';

-- What somebody usually wants of a template (DOC-11).
CREATE TABLE user_template_preferences (
  account_id    :id:   NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  template      :text: NOT NULL,
  custom_config :text: NOT NULL,            -- a style, as JSON
  updated_at    :int:  NOT NULL,
  PRIMARY KEY (account_id, template)
) :strict:;
