-- How anomalies of a service are looked for.
ALTER TABLE services
    ADD COLUMN anomaly_detector text NOT NULL DEFAULT 'novelty',
    ADD COLUMN anomaly_sensitivity double precision NOT NULL DEFAULT 1,
    ADD COLUMN anomaly_warm_up_minutes integer NOT NULL DEFAULT 720;
