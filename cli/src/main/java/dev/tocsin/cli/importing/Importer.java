package dev.tocsin.cli.importing;

import java.util.List;

/** Reads the configuration of another program. */
@FunctionalInterface
public interface Importer {

    /**
     * The services that the files declare.
     *
     * @param texts of the files, at least one
     * @throws dev.tocsin.events.service.BadSettingException if they are not that program's
     */
    Imported read(List<String> texts);
}
