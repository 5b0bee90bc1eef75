/** The English catalogue: one file per feature, and what all share. */
import app from "./app.json";
import common from "./common.json";
import errors from "./errors.json";
import login from "./login.json";
import shell from "./shell.json";
import week from "./week.json";

const messages = { app, common, errors, login, shell, week };

export default messages;
