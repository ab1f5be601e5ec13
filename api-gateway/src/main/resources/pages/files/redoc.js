// Its search would run in a worker that it makes of a text, which this page's policy refuses.
Redoc.init('/openapi.json', { disableSearch: true, hideDownloadButton: false }, document.getElementById('document'));
