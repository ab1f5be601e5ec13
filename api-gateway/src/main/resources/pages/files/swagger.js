// A page that was opened as http://name:key@… can fetch nothing relative to its own address.
SwaggerUIBundle({
  url: location.origin + '/openapi.json',
  dom_id: '#document',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  tryItOutEnabled: true,
  validatorUrl: null,
});
