// Tells the server the browser's time zone, which no header carries.
export default (field) => {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
};
