package dev.tocsin.allinone;

/** Whoever watches the process: the terminal, or a test. Called from any thread, one line at a time. */
public interface Onlooker {

    /** What is being done now, while starting and stopping. */
    void progress(String step);

    /** A sentence that the person should read, though nothing is wrong with the start. */
    void notice(String sentence);

    void news(News news);
}
