-- The address book, by the address that its owner signs in with, in lower case. Whatever belongs to
-- a contact names the owner too, so that nothing can ever hang on a contact of somebody else.
CREATE TABLE contact (
    id           uuid           PRIMARY KEY,
    owner        varchar(320)   NOT NULL CHECK (owner = lower(owner)),
    prefix       varchar(100)   NOT NULL DEFAULT '',
    given        varchar(100)   NOT NULL DEFAULT '',
    middle       varchar(100)   NOT NULL DEFAULT '',
    family       varchar(100)   NOT NULL DEFAULT '',
    suffix       varchar(100)   NOT NULL DEFAULT '',
    display      varchar(320)   NOT NULL CHECK (display <> ''),
    organisation varchar(200)   NOT NULL DEFAULT '',
    notes        varchar(20000) NOT NULL DEFAULT '',
    photo        bytea          CHECK (octet_length(photo) BETWEEN 1 AND 204800),
    photo_type   varchar(16)    CHECK (photo_type IN ('image/png', 'image/jpeg', 'image/gif', 'image/webp')),
    collected    boolean        NOT NULL DEFAULT false, -- from sent mail, and not yet edited
    blocked      boolean        NOT NULL DEFAULT false,
    images       boolean        NOT NULL DEFAULT false, -- remote images are always shown
    times        integer        NOT NULL DEFAULT 0 CHECK (times >= 0),
    mailed_at    timestamptz,
    -- What it is sorted and found by: without case and accents, each word after a space.
    sorted       varchar(100)   COLLATE "C" NOT NULL,
    words        text           NOT NULL, -- of names and addresses
    more         text           NOT NULL, -- of all else
    CHECK (num_nulls(photo, photo_type) IN (0, 2)),
    UNIQUE (id, owner)
);

CREATE INDEX contact_owner ON contact (owner, sorted, id);

CREATE TABLE contact_email (
    contact_id uuid         NOT NULL,
    owner      varchar(320) NOT NULL,
    position   integer      NOT NULL CHECK (position BETWEEN 0 AND 49),
    label      varchar(40)  NOT NULL DEFAULT '',
    email      varchar(320) NOT NULL CHECK (email ~ '^[^@[:space:][:cntrl:]]+@[^@[:space:][:cntrl:]]+$'),
    key        varchar(320) NOT NULL, -- the form in which addresses are compared
    preferred  boolean      NOT NULL DEFAULT false,
    PRIMARY KEY (contact_id, position),
    UNIQUE (contact_id, key),
    FOREIGN KEY (contact_id, owner) REFERENCES contact (id, owner) ON DELETE CASCADE
);

CREATE UNIQUE INDEX contact_email_preferred ON contact_email (contact_id) WHERE preferred;
CREATE INDEX contact_email_key ON contact_email (owner, key);

CREATE TABLE contact_phone (
    contact_id uuid         NOT NULL,
    owner      varchar(320) NOT NULL,
    position   integer      NOT NULL CHECK (position BETWEEN 0 AND 49),
    label      varchar(40)  NOT NULL DEFAULT '',
    number     varchar(60)  NOT NULL CHECK (number <> ''),
    PRIMARY KEY (contact_id, position),
    FOREIGN KEY (contact_id, owner) REFERENCES contact (id, owner) ON DELETE CASCADE
);

CREATE INDEX contact_phone_owner ON contact_phone (owner);

CREATE TABLE contact_group (
    id    uuid         PRIMARY KEY,
    owner varchar(320) NOT NULL CHECK (owner = lower(owner)),
    name  varchar(100) NOT NULL CHECK (name <> ''),
    key   varchar(300) NOT NULL, -- the name in lower case
    words text         NOT NULL,
    UNIQUE (owner, key),
    UNIQUE (id, owner)
);

CREATE TABLE contact_group_member (
    group_id   uuid         NOT NULL,
    contact_id uuid         NOT NULL,
    owner      varchar(320) NOT NULL,
    PRIMARY KEY (group_id, contact_id),
    FOREIGN KEY (group_id, owner) REFERENCES contact_group (id, owner) ON DELETE CASCADE,
    FOREIGN KEY (contact_id, owner) REFERENCES contact (id, owner) ON DELETE CASCADE
);

CREATE INDEX contact_group_member_contact ON contact_group_member (contact_id);

-- Whether addresses that the owner writes to are kept by themselves; no row: nobody was asked yet.
CREATE TABLE contact_collecting (
    owner    varchar(320) PRIMARY KEY CHECK (owner = lower(owner)),
    collects boolean      NOT NULL
);
