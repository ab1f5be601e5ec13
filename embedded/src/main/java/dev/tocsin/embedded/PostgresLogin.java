package dev.tocsin.embedded;

import dev.tocsin.events.service.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Logs into the maintenance database, to learn whether the server is ready and to make ours. */
record PostgresLogin(int port, String user, Secret password) {

    private static final String WRONG_PASSWORD = "28P01";

    /**
     * Whether the server lets us in; while it recovers it does not.
     *
     * @throws IllegalStateException if it never will
     */
    boolean isPossible() {
        try (Connection connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            if (WRONG_PASSWORD.equals(e.getSQLState())) {
                throw new IllegalStateException(
                        "PostgreSQL refuses the password in its folder's file 'password'; put the former file back.",
                        e);
            }
            return false;
        }
    }

    void createDatabaseIfMissing(String name) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL started, but the database " + name + " cannot be made", e);
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password.value());
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("loginTimeout", "5");
        return DriverManager.getConnection(
                "jdbc:postgresql://" + LoopbackPort.HOST + ":" + port + "/postgres", properties);
    }
}
