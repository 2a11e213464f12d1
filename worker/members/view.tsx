/** The page behind the mailed link. Mail scanners follow links, so only its button confirms. */
export const Confirmation = ({ name, action }: { name: string; action: string }) => (
  <>
    <h1>Is this you?</h1>
    <p>
      Somebody who calls themselves <strong>{name}</strong> wrote here and left your e-mail address.
      If it was you, your words appear as soon as you press the button.
    </p>
    <form method="post" action={action}>
      <button>Yes, show my comment</button>
    </form>
    <p>If it was not you, just close this page. Nothing will be shown.</p>
  </>
)
