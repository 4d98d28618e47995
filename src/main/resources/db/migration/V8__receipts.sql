-- Whether requests to confirm that a message was read are shown; none is ever granted by itself.
ALTER TABLE identity ADD COLUMN receipts boolean NOT NULL DEFAULT true;
