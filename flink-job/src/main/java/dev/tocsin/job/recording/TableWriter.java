package dev.tocsin.job.recording;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers rows and writes them when they are many, when the first has waited long enough, and before a checkpoint. The driver
 * makes one statement of up to 128 rows, for to Postgres a statement costs several times what a row does; but a statement must
 * not hold one key twice, so a batch is cut where a key comes again.
 *
 * <p>A row that Postgres refuses whenever it is tried is told of and left out: those behind it are not to wait for ever, and it
 * is in Kafka still.
 *
 * <p>All on the task's own thread: while Postgres is away, nothing is read.
 */
final class TableWriter<T> implements SinkWriter<Recorded<T>> {

    private static final Logger logger = LoggerFactory.getLogger(TableWriter.class);

    private static final int MOST_ROWS = 1_000;
    /**
     * Each retry waits a second longer than the one before. What lasts longer than all of them, half a minute, is the restart
     * strategy's to wait for.
     */
    private static final int RETRIES = 8;

    /** Classes of errors: data, constraints, limits such as an index has. */
    private static final Set<String> REFUSALS = Set.of("22", "23", "54");

    private final Table<T> table;
    private final PatientConnections connections;
    private final long everyMs;
    private final ProcessingTimeService timers;
    private final Counter refused;
    private final List<Recorded<T>> rows = new ArrayList<>(MOST_ROWS);
    private boolean isTimed;
    private PreparedStatement statement;

    TableWriter(
            Table<T> table,
            PatientConnections connections,
            long everyMs,
            ProcessingTimeService timers,
            Counter refused) {
        this.table = table;
        this.connections = connections;
        this.everyMs = everyMs;
        this.timers = timers;
        this.refused = refused;
    }

    @Override
    public void write(Recorded<T> row, Context context) throws IOException, InterruptedException {
        rows.add(row);
        if (rows.size() >= MOST_ROWS) {
            flush(false);
        } else if (!isTimed) {
            isTimed = true;
            timers.registerTimer(timers.getCurrentProcessingTime() + everyMs, time -> {
                isTimed = false;
                flush(false);
            });
        }
    }

    /** @throws IOException if Postgres refused the rows again and again, or could not be reached */
    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        boolean oneByOne = false;
        for (int attempt = 1; !rows.isEmpty(); attempt++) {
            prepare();
            try {
                if (oneByOne) {
                    storeOneByOne();
                } else {
                    store(rows);
                }
                rows.clear();
            } catch (SQLException e) {
                abandon();
                oneByOne |= isRefusal(e);
                if (attempt > RETRIES) {
                    throw new IOException("Postgres did not take " + rows.size() + " rows of " + connections, e);
                }
                logger.warn("Postgres did not take rows of {}, trying again: {}", connections, reason(e));
                Thread.sleep(1_000L * (attempt - 1));
            }
        }
    }

    private void prepare() throws IOException {
        if (statement != null) {
            return;
        }
        try {
            statement = connections.get().prepareStatement(table.upsert());
        } catch (SQLException e) {
            throw new IOException("Postgres cannot take rows of " + connections, e);
        }
    }

    private void store(List<Recorded<T>> batch) throws SQLException {
        Set<Object> keys = new HashSet<>(2 * batch.size());
        Table.Row parameters = new Table.Row(statement);
        for (Recorded<T> row : batch) {
            Object key = table.key().apply(row);
            if (!keys.add(key)) {
                statement.executeBatch();
                keys.clear();
                keys.add(key);
            }
            table.binder().bind(row, parameters.anew());
            statement.addBatch();
        }
        statement.executeBatch();
    }

    private void storeOneByOne() throws SQLException {
        for (Recorded<T> row : rows) {
            try {
                store(List.of(row));
            } catch (SQLException e) {
                if (!isRefusal(e)) {
                    throw e;
                }
                refused.inc();
                logger.error(
                        "Not recorded, because Postgres refuses it: the row of {} from partition {}, offset {}: {}",
                        connections,
                        row.partition(),
                        row.offset(),
                        reason(e));
            }
        }
    }

    /** Whether the row is to blame, and not the moment. */
    private static boolean isRefusal(SQLException e) {
        return e.getSQLState() != null && REFUSALS.contains(e.getSQLState().substring(0, 2));
    }

    /** What Postgres says in one line, without the rows, which a batch's own message repeats. */
    private static String reason(SQLException e) {
        SQLException told = e.getNextException() == null ? e : e.getNextException();
        return String.valueOf(told.getMessage()).lines().findFirst().orElse("");
    }

    /** Whatever went wrong, neither the connection nor what it was told so far is to be relied on. */
    private void abandon() {
        statement = null;
        connections.close();
    }

    @Override
    public void close() {
        abandon();
    }
}
