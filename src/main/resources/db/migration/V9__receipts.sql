-- Whether requests to confirm that a message was read are shown; none is ever granted by itself.
CREATE TABLE receipt_preference (
    owner varchar(320) PRIMARY KEY CHECK (owner = lower(owner)),
    asks  boolean      NOT NULL
);
