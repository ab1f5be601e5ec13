package dev.tocsin.gateway.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.AlertTransition.State;
import dev.tocsin.events.Entity;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Severity;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The incidents and notifications that the recording job stored. Thread-safe. */
public final class IncidentHistory {

    private final Database database;

    public IncidentHistory(Database database) {
        this.database = database;
    }

    /** The newest transition of each incident that is open or among the last so many, oldest first. */
    public List<AlertTransition> newest(int limit) {
        return database.query(connection -> {
            String newest = "SELECT DISTINCT ON (incident_id) * FROM alerts WHERE at > now() - interval '30 days'"
                    + " ORDER BY incident_id, sequence DESC";
            try (PreparedStatement select = connection.prepareStatement("SELECT * FROM (SELECT *, row_number() OVER"
                    + " (ORDER BY at DESC) AS rank FROM (" + newest
                    + ") newest) ranked WHERE rank <= ? OR state = 'firing' ORDER BY at")) {
                select.setInt(1, limit);
                return Rows.list(select, IncidentHistory::transition);
            }
        });
    }

    /** The last notifications, oldest first. */
    public List<Notification> notifications(int limit) {
        return database.query(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT * FROM (SELECT * FROM notifications ORDER BY at DESC LIMIT ?) newest ORDER BY at")) {
                select.setInt(1, limit);
                return Rows.list(select, IncidentHistory::notification);
            }
        });
    }

    private static AlertTransition transition(ResultSet row) throws SQLException {
        return new AlertTransition(
                row.getString("incident_id"),
                row.getInt("sequence"),
                row.getString("fingerprint"),
                row.getInt("rule_number"),
                row.getString("rule"),
                entity(row),
                row.getString("entity_name"),
                Severity.fromWire(row.getString("severity")),
                State.fromWire(row.getString("state")),
                row.getString("summary"),
                row.getString("reason"),
                evidence(row.getString("evidence")),
                Rows.millis(row, "opened_at"),
                Rows.millis(row, "at"),
                row.getLong("definition_version"));
    }

    private static Notification notification(ResultSet row) throws SQLException {
        return new Notification(
                row.getString("incident_id"),
                row.getInt("sequence"),
                entity(row),
                row.getString("rule"),
                Severity.fromWire(row.getString("severity")),
                State.fromWire(row.getString("state")),
                row.getString("channel"),
                Notification.Outcome.fromWire(row.getString("outcome")),
                row.getString("reason"),
                row.getInt("attempts"),
                row.getString("text"),
                Rows.millis(row, "at"));
    }

    private static Entity entity(ResultSet row) throws SQLException {
        return new Entity(EntityKind.fromWire(row.getString("kind")), row.getString("entity"));
    }

    private static List<Evidence> evidence(String json) {
        if (json == null) {
            return List.of();
        }
        try {
            return List.of(Json.mapper().readValue(json, Evidence[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence in table alerts is not what the recording job writes", e);
        }
    }
}
