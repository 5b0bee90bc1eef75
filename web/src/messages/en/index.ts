/** The English catalogue: one file per feature, and what all share. */
import app from "./app.json";
import common from "./common.json";
import compare from "./compare.json";
import data from "./data.json";
import edit from "./edit.json";
import errors from "./errors.json";
import generate from "./generate.json";
import importing from "./import.json";
import jobs from "./jobs.json";
import login from "./login.json";
import myWeek from "./my-week.json";
import overview from "./overview.json";
import shell from "./shell.json";
import spreadsheet from "./spreadsheet.json";
import things from "./things.json";
import timetable from "./timetable.json";
import week from "./week.json";

const messages = {
  app,
  common,
  compare,
  data,
  edit,
  errors,
  generate,
  import: importing,
  jobs,
  login,
  myWeek,
  overview,
  shell,
  spreadsheet,
  things,
  timetable,
  week,
};

export default messages;
