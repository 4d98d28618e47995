-- For how long a message can be taken back is the user's, whichever address they write from.
CREATE TABLE hold (
    owner   varchar(320) PRIMARY KEY CHECK (owner = lower(owner)),
    seconds integer      NOT NULL CHECK (seconds BETWEEN 5 AND 30)
);
INSERT INTO hold (owner, seconds) SELECT address, hold FROM identity;

-- Several identities for one user: the owner is the address that they sign in with.
ALTER TABLE identity DROP CONSTRAINT identity_pkey;
ALTER TABLE identity DROP CONSTRAINT identity_address_check;
ALTER TABLE identity RENAME COLUMN address TO owner;
ALTER TABLE identity
    DROP COLUMN hold,
    ADD COLUMN id             uuid           NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
    ADD COLUMN address        varchar(320)   NOT NULL DEFAULT '',
    ADD COLUMN signature_html varchar(20000) NOT NULL DEFAULT '',
    ADD COLUMN place          integer        NOT NULL DEFAULT 0, -- the lowest is the first
    ADD CHECK (owner = lower(owner));
UPDATE identity SET address = owner;
ALTER TABLE identity ALTER COLUMN id DROP DEFAULT, ALTER COLUMN address DROP DEFAULT;
CREATE INDEX identity_owner ON identity (owner, place);

-- Texts that are written again and again.
CREATE TABLE template (
    id      uuid           PRIMARY KEY,
    owner   varchar(320)   NOT NULL CHECK (owner = lower(owner)),
    name    varchar(200)   NOT NULL CHECK (name <> ''),
    subject varchar(1000)  NOT NULL,
    text    varchar(50000) NOT NULL,
    html    text           NOT NULL
);
CREATE INDEX template_owner ON template (owner);
