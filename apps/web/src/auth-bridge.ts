import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge';

/**
 * The page that Microsoft's silent sign-in frame comes back to: it hands the answer to the window that asked.
 * MSAL 5 reads no frame's address any more, so without this page every silent renewal would time out. Opened by a
 * person it leads to the start.
 */
if (window.top === window) location.replace('/');
else await broadcastResponseToMainFrame();
