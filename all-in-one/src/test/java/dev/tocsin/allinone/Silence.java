package dev.tocsin.allinone;

/** Nobody looks on. */
final class Silence implements Onlooker {

    @Override
    public void progress(String step) {}

    @Override
    public void notice(String sentence) {}

    @Override
    public void news(News news) {}
}
