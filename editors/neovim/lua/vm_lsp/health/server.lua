--- Health of the server's program: found, new enough, and working on this machine.

local server = require("vm_lsp.server")

local M = {}

local health = vim.health

M.OLDEST = "0.1.0"
M.SECONDS = 30 -- the server tries its limits one after the other

local INSTALL = {
  "From the folder of vm-lsp: `pipx install .`, then start Neovim again",
  "Or name the program: `require('vm_lsp').setup({ cmd = { '/path/to/vm-lsp', 'serve' } })`",
}

--- Return the program's command for another of its subcommands, where the person's own command shows how.
---@param ... string
---@return string[]?
local function subcommand(...)
  local command = vim.deepcopy(server.command())
  for index, word in ipairs(command) do
    if word == "serve" then
      return vim.list_extend(vim.list_slice(command, 1, index - 1), { ... })
    end
  end
end

---@param command string[]
---@return vim.SystemCompleted? done nil where it did not end in time
local function run(command)
  local done = vim.system(command, { text = true, timeout = M.SECONDS * 1000 }):wait()
  -- A command that was ended by the clock says 124, as timeout(1) does.
  return done.code ~= 124 and done or nil
end

---@return boolean
local function check_program()
  local program = server.command()[1]
  if vim.fn.executable(program) == 1 then
    health.ok(("The server is `%s`"):format(vim.fn.exepath(program)))
    return true
  end
  local found = vim.uv.fs_stat(program)
  local wrong = found and "is there, but can't be executed" or "is not to be found on PATH"
  health.error(("`%s` %s"):format(program, wrong), found and { "`chmod +x` it, or:", unpack(INSTALL) } or INSTALL)
  return false
end

---@return boolean
local function check_version()
  local done = run(assert(subcommand("--version")))
  local version = done and done.stdout:match("vm%-lsp (%d+%.%d+%.%d+)")
  if not version then
    local said = done and vim.trim(done.stderr .. done.stdout):match("[^\n]*$") or "nothing"
    health.error(("`--version` of the server does not answer as vm-lsp does; it said: %s"):format(said), INSTALL)
    return false
  elseif vim.version.lt(version, M.OLDEST) then
    health.error(("vm-lsp %s is too old: this plugin needs %s"):format(version, M.OLDEST), INSTALL)
    return false
  end
  health.ok("vm-lsp " .. version)
  return true
end

---@param finding { name: string, verdict: string, detail: string, advice: string }
local function tell(finding)
  local text = ("%s: %s"):format(finding.name, finding.detail)
  local advice = finding.advice ~= "" and { finding.advice } or nil
  if finding.verdict == "works" then
    health.ok(text)
  elseif finding.verdict == "limited" then
    health.warn(text, advice)
  else
    health.error(text, advice)
  end
end

---@return string[]
local function doctor()
  local command = assert(subcommand("doctor", "--json"))
  local database = vim.tbl_get(require("vm_lsp.config").get().settings, "history", "databaseUrl")
  return database and vim.list_extend(command, { "--database-url", database }) or command
end

local function check_machine()
  local done = run(doctor())
  if not done then
    return health.error(
      ("`vm-lsp doctor` was not ready within %d s"):format(M.SECONDS),
      "Run `vm-lsp doctor` in a terminal and see where it stays."
    )
  end
  local ok, answer = pcall(vim.json.decode, done.stdout)
  if not ok then
    local said = vim.trim(done.stderr .. done.stdout):match("[^\n]*$")
    return health.error("`vm-lsp doctor` failed: " .. said, "Run `vm-lsp doctor` in a terminal.")
  end
  for _, finding in ipairs(answer.findings) do
    tell(finding)
  end
end

function M.check()
  health.start("The server")
  if not check_program() then
    return
  elseif not subcommand() then
    return health.info("`cmd` does not end in `serve`, so its version and `vm-lsp doctor` were not asked.")
  end
  if check_version() then
    check_machine()
  end
end

return M
