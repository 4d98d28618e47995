-- What browsers tell of new mail, and when they are silent, in the user's zone.
ALTER TABLE preference
    ADD COLUMN notify       varchar(16) NOT NULL DEFAULT 'NONE' CHECK (notify IN ('NONE', 'PLAIN', 'FULL')),
    ADD COLUMN notify_sound boolean     NOT NULL DEFAULT false,
    ADD COLUMN quiet        boolean     NOT NULL DEFAULT false,
    ADD COLUMN quiet_from   time        NOT NULL DEFAULT '22:00',
    ADD COLUMN quiet_until  time        NOT NULL DEFAULT '07:00';
