-- What waits to be sent or is being sent. The message itself is a draft on the mail server; here
-- is only where it is and how far its sending has come, so that nothing is ever sent twice.
CREATE TABLE outbox (
    id           uuid         PRIMARY KEY, -- the draft's, so a second press finds the first
    owner        varchar(320) NOT NULL CHECK (owner = lower(owner)),
    domain       varchar(253) NOT NULL,
    username     varchar(320) NOT NULL,
    state        varchar(16)  NOT NULL
        CHECK (state IN ('HELD', 'SENDING', 'ENDING', 'SENT', 'FAILED', 'UNCERTAIN')),
    due          timestamptz  NOT NULL,
    later        boolean      NOT NULL, -- at a time that the sender chose
    attempt      integer      NOT NULL DEFAULT 0, -- fences off whoever claimed it before
    mailbox      varchar(2000) NOT NULL,
    uid_validity bigint       NOT NULL,
    uid          bigint       NOT NULL,
    credential   text, -- sealed under the instance's key; gone once it is filed, failed or undone
    failure      varchar(32),
    code         integer      NOT NULL DEFAULT 0, -- the server's reply
    filed        boolean      NOT NULL DEFAULT false, -- whether the copy in Sent is there
    changed_at   timestamptz  NOT NULL DEFAULT now()
);

CREATE INDEX outbox_owner ON outbox (owner);
CREATE INDEX outbox_due ON outbox (due) WHERE state IN ('HELD', 'SENDING', 'ENDING') OR NOT filed;

-- Nodes keep in memory who has something to be told of.
CREATE FUNCTION announce_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('restante_outbox', coalesce(NEW.owner, OLD.owner));
    RETURN NULL;
END $$;

CREATE TRIGGER outbox_changed
    AFTER INSERT OR UPDATE OR DELETE ON outbox
    FOR EACH ROW EXECUTE FUNCTION announce_outbox();

-- db-scheduler's table; our jobs have no data, only the id above as their instance.
CREATE TABLE scheduled_tasks (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    state                text,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_tasks_execution ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_heartbeat ON scheduled_tasks (last_heartbeat);
