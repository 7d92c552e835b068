# Terraform with the azuread provider: connects Microsoft 365 to vPlus by hand.
#
# Tenant:     Contoso (contoso.example), 11111111-1111-4111-8111-111111111111
# Server:     vPlus Berlin
# Plan:       SHA-256 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
# Made by:    vPlus setup assistant 1.2.3
#
# It does nothing but what that plan says.
# It may be applied again at any time. Permissions that an earlier plan granted and this one leaves out are taken
# away; a credential is never destroyed, not by a later plan either.
# It holds no secret. Read it before you run it: it was never run in a real tenant by its maker.
# Whoever runs it must be Global Administrator, or Privileged Role Administrator and Cloud Application Administrator.
# Afterwards choose "Check again" in the assistant: it looks at the result and goes on with the plan.
#
# Keep the state: without it Terraform knows nothing of what it made, and makes all of it a second time.
# The provider cannot set the unique name of an application: the assistant finds this one by its tags.
# The provider cannot lock the application. After the apply turn the lock on, for all properties: Microsoft Entra
# admin center, App registrations, the application, Authentication, App instance property lock.
# Terraform keeps the client secret in its state: protect that. It shows it by: terraform output -raw client_secret
# Terraform may not destroy a credential (prevent_destroy). To remove everything by "terraform destroy", or to
# replace a credential, set prevent_destroy to false first; vPlus needs the new one at once. Replace it by:
# terraform apply -replace=azuread_application_password.vplus

terraform {
  required_version = ">= 1.7"
  required_providers {
    azuread = {
      source  = "hashicorp/azuread"
      version = "~> 3.0"
    }
  }
}

provider "azuread" {
  tenant_id = "11111111-1111-4111-8111-111111111111"
}

locals {
  tags  = ["vplus-setup", "vplus-installation:33333333-3333-4333-8333-333333333333", "vplus-connection:22222222-2222-4222-8222-222222222222"]
  notes = "Made by the vPlus setup assistant so that the backup server \"vPlus Berlin\" can protect this organization. Disconnect it there before you delete it here."

  # The application permissions of the plan: by API, the name and the id of each.
  apis = {
    # Microsoft Graph
    "00000003-0000-0000-c000-000000000000" = {
      "Calendars.ReadWrite"                  = "ef54d2bf-783f-4e0f-bca1-3210c0444d99"
      "Channel.Create"                       = "f3a65bd4-b703-46df-8f7e-0174fea562aa"
      "Channel.ReadBasic.All"                = "59a6b24b-4225-4393-8165-ebaec5f55d7a"
      "ChannelMember.Read.All"               = "3b55498e-47ec-484f-8136-9013221c06a9"
      "ChannelMember.ReadWrite.All"          = "35930dcf-aceb-4bd1-b99a-8ffed403c974"
      "ChannelMessage.Read.All"              = "7b2449af-6ccd-4f4d-9f78-e550c193f0d1"
      "Chat.Create"                          = "d9c48af6-9ad9-47ad-82c3-63757137b9af"
      "Chat.Read.All"                        = "6b7d71aa-70aa-4810-a8d9-5d9fb2830017"
      "Chat.ReadBasic.All"                   = "b2e060da-3baf-4687-9611-f4ebc0f0cbde"
      "Chat.ReadWrite.All"                   = "294ce7c9-31ba-490a-ad7d-97a7d075e4ed"
      "ChatMember.Read.All"                  = "a3410be2-8e48-4f32-8454-c29a7465209d"
      "ChatMember.ReadWrite.All"             = "57257249-34ce-4810-a8a2-a03adf0c5693"
      "Contacts.ReadWrite"                   = "6918b873-d17a-4dc1-b314-35f528134491"
      "Directory.ReadWrite.All"              = "19dbc75e-c2e2-444c-a770-ec69d8559fc7"
      "Files.ReadWrite.All"                  = "75359482-378d-4052-8f01-80520e7db3cd"
      "Group.Create"                         = "bf7b1a76-6e77-406b-b258-bf5c7720e98f"
      "Group.ReadWrite.All"                  = "62a82d76-70ea-41e2-9197-370581804d09"
      "GroupMember.Read.All"                 = "98830695-27a2-44f7-8c18-0c3ebc9698f6"
      "GroupMember.ReadWrite.All"            = "dbaae8cf-10b5-4b86-a4a1-f871c94c6695"
      "Mail.ReadWrite"                       = "e2a3a72e-5f79-4c64-b1b1-878b674786c9"
      "MailboxSettings.Read"                 = "40f97065-369a-49f4-947c-6a255697ae91"
      "MailboxSettings.ReadWrite"            = "6931bccd-447a-43d1-b442-00a195474933"
      "Member.Read.Hidden"                   = "658aa5d8-239f-45c4-aa12-864f4fc7e490"
      "Sites.FullControl.All"                = "a82116e5-55eb-4c41-a434-62fe8a61c773"
      "Sites.Manage.All"                     = "0c0bf378-bf22-4481-8f81-9e89a9b4960a"
      "Sites.Read.All"                       = "332a536c-c7ef-4017-ab91-336970924f0d"
      "Sites.ReadWrite.All"                  = "9492366f-7969-46a4-8d15-ed1a20078fff"
      "Team.Create"                          = "23fc2474-f741-46ce-8465-674744c5c361"
      "Team.ReadBasic.All"                   = "2280dda6-0bfd-44ee-a2f4-cb867cfc4c1e"
      "TeamMember.Read.All"                  = "660b7406-55f1-41ca-a0ed-0b035e182f3e"
      "TeamMember.ReadWrite.All"             = "0121dc95-1b9f-4aed-8bac-58c5ac466691"
      "TeamMember.ReadWriteNonOwnerRole.All" = "4437522e-9a86-4a41-a7da-e380edd4a97d"
      "TeamSettings.ReadWrite.All"           = "bdd80a03-d9bc-451d-b7c4-ce7c63fe3c8f"
      "TeamsTab.Create"                      = "49981c42-fd7b-4530-be03-e77b21aed25e"
      "TeamsTab.ReadWrite.All"               = "a96d855f-016b-47d7-b51c-1218a98d791c"
      "TeamsTab.ReadWriteForChat.All"        = "fd9ce730-a250-40dc-bd44-8dc8d20f39ea"
      "TeamsTab.ReadWriteForTeam.All"        = "6163d4f4-fbf8-43da-a7b4-060fe85ed148"
      "TeamsTab.ReadWriteForUser.All"        = "425b4b59-d5af-45c8-832f-bb0b7402348a"
      "User.Read.All"                        = "df021288-bdef-4463-88db-98f22de89214"
      "User.ReadWrite.All"                   = "741f803b-c850-494e-b5df-cde7c675a1ca"
    }
    # Office 365 Exchange Online
    "00000002-0000-0ff1-ce00-000000000000" = {
      "full_access_as_app" = "dc890d15-9560-4a4c-9b7f-a736ec74ec40"
    }
    # Office 365 SharePoint Online
    "00000003-0000-0ff1-ce00-000000000000" = {
      "Sites.FullControl.All" = "678536fe-1083-478a-9c59-b99265e6b0d3"
      "Sites.Manage.All"      = "9bff6588-13f2-4c48-bbf2-ddab62256b36"
      "Sites.Read.All"        = "d13f72ca-a275-4b96-b789-48ebcc4da984"
      "Sites.ReadWrite.All"   = "fbcd29d2-fcca-4405-aded-518d457caae4"
      "User.ReadWrite.All"    = "741f803b-c850-494e-b5df-cde7c675a1ca"
    }
  }

  grants = merge([
    for api, roles in local.apis : { for name, id in roles : "${api}/${name}" => { api = api, id = id } }
  ]...)
}

data "azuread_service_principal" "api" {
  for_each  = local.apis
  client_id = each.key
}

resource "azuread_application" "vplus" {
  display_name     = "vPlus Backup"
  sign_in_audience = "AzureADMyOrg"
  tags             = local.tags
  notes            = local.notes

  dynamic "required_resource_access" {
    for_each = local.apis
    content {
      resource_app_id = required_resource_access.key

      dynamic "resource_access" {
        for_each = required_resource_access.value
        content {
          id   = resource_access.value
          type = "Role"
        }
      }
    }
  }
}

resource "azuread_service_principal" "vplus" {
  client_id       = azuread_application.vplus.client_id
  account_enabled = true
  tags            = concat(local.tags, ["WindowsAzureActiveDirectoryIntegratedApp"])
  notes           = local.notes
}

resource "azuread_app_role_assignment" "vplus" {
  for_each            = local.grants
  app_role_id         = each.value.id
  principal_object_id = azuread_service_principal.vplus.object_id
  resource_object_id  = data.azuread_service_principal.api[each.value.api].object_id
}

resource "azuread_application_password" "vplus" {
  application_id = azuread_application.vplus.id
  display_name   = "vplus 22222222 terraform"
  end_date       = timeadd(timestamp(), "4320h")

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [display_name, end_date]
  }
}

removed {
  from = azuread_application_certificate.vplus

  lifecycle {
    destroy = false
  }
}

output "tenant_id" {
  value = "11111111-1111-4111-8111-111111111111"
}

output "client_id" {
  value = azuread_application.vplus.client_id
}

output "client_secret" {
  value     = azuread_application_password.vplus.value
  sensitive = true
}
