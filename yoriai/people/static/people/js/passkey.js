// Passkeys: shows the button where the browser can, and says in words when it did not work. The rest is allauth's own script.
//   data-passkey        hidden until it is known that passkeys work here
//   data-passkey-wrong  the words for when the device said no, or somebody pressed "cancel"
const isAddress = /^(\d+\.){3}\d+$|^\[/.test(location.hostname); // a passkey belongs to a name, never to a number
const works = Boolean(window.PublicKeyCredential) && !isAddress;
for (const element of document.querySelectorAll("[data-passkey]")) element.hidden = !works;
for (const element of document.querySelectorAll("[data-no-passkey]")) element.hidden = works;

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const element of document.querySelectorAll("[data-passkey-wrong]")) element.hidden = false;
});
