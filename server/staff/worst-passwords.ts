/**
 * The first passwords that anybody tries, of those long enough to be allowed at all. Folded.
 * A long list would slow nobody down who is held to a few tries an hour; these would not even be tries.
 */
export const WORST_PASSWORDS: ReadonlySet<string> = new Set([
  '1234567890', '12345678910', '123456789012', '0123456789', '0987654321', '9876543210', '1234567891', '1122334455', '1231231231', '123123123123',
  '1q2w3e4r5t', '1q2w3e4r5t6y', '1qaz2wsx3edc', 'q1w2e3r4t5', 'zaq12wsxcde3', 'qwertyuiop', 'qwertyuiopñ', 'qwerty1234', 'qwerty12345', 'qwerty123456',
  'asdfghjkl1', 'asdfghjklñ', 'asdfghjklñ1', 'zxcvbnm123', 'abcdefghij', 'abcdefghijk', 'abcd123456', 'abc1234567', 'abcde12345', 'a123456789', '123456789a',
  '1234567890a', 'a1234567890', 'aa12345678', 'iloveyou123', 'iloveyou12', 'teamo12345', 'teamo123456', 'tequiero123', 'tequieromucho', 'holahola123', 'hola123456',
  'bienvenido', 'bienvenida', 'bienvenido1', 'bienvenidos', 'welcome123', 'welcome1234', 'changeme123', 'cambiame123', 'letmein123', 'secreto123', 'secreta123',
  'administrador', 'administrator', 'administracion', 'administración', 'superusuario', 'usuario123', 'usuario1234', 'invitado123', 'computadora', 'princesa123',
  'dragon12345', 'monkey12345', 'football123', 'futbol12345', 'barcelona10', 'realmadrid1', 'michael123', 'sunshine123', 'starwars123', 'pokemon123',
  'colombia123', 'argentina1', 'venezuela1', 'guatemala1', 'mexico12345', 'peru123456', 'chile12345', 'haiti12345', 'centro12345', 'acogida123', 'esperanza1', 'esperanza123',
]);
