// Its search would run in a worker that it makes of a text, which this page's policy refuses.
// A page that was opened as http://name:key@… can fetch nothing relative to its own address.
Redoc.init(location.origin + '/openapi.json', { disableSearch: true, hideDownloadButton: false }, document.getElementById('document'));
